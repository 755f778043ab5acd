import { NumericError } from '../../../kernels/errors.ts';
import type { LdpcCode } from './code.ts';

/**
 * The code word c = (u, p) of k information bits u, one bit per byte, in time linear in n.
 *
 * The parity part of H is a first block column of weight three, with shifts (1, 0, 1) in its top, one middle and bottom
 * block row, followed by a double diagonal of identities. With λ_i = Σ_j H_ij u_j per block row, all rows together leave
 * p_0 = Σ_i λ_i (the two shifts by one cancel), and each row then gives the next block:
 * p_{i+1} = λ_i + H_i0 p_0 + p_i, where p_i on the diagonal is absent in row 0.
 *
 * @throws NumericError `ldpc-length` unless there are k bits
 *
 * Source: Richardson, Urbanke, "Efficient encoding of low-density parity-check codes", IEEE Trans. IT 47(2), 2001, for the
 * structure of IEEE 802.11n-2009, 20.3.11.6.
 */
export function encodeLdpc({ n, k, lifting, shifts }: LdpcCode, information: Uint8Array): Uint8Array {
  if (information.length !== k)
    throw new NumericError(
      'ldpc-length',
      `encodeLdpc: needs ${k} information bits, got ${information.length}`,
    );
  const word = new Uint8Array(n);
  word.set(information);
  const firstParity = k / lifting;
  const partial = shifts.map(row => {
    const sum = new Uint8Array(lifting);
    for (let block = 0; block < firstParity; block++)
      if (row[block] >= 0) addShifted(sum, word, block * lifting, row[block]);
    return sum;
  });

  const parity = (i: number) => word.subarray(k + i * lifting, k + (i + 1) * lifting);
  for (const sum of partial) addShifted(parity(0), sum, 0, 0);
  for (let i = 0; i + 1 < shifts.length; i++) {
    const next = parity(i + 1);
    next.set(partial[i]);
    if (shifts[i][firstParity] >= 0) addShifted(next, word, k, shifts[i][firstParity]);
    if (i > 0) addShifted(next, word, k + i * lifting, 0);
  }
  return word;
}

/** sum += P^shift · block (mod 2), the block of `sum.length` bits starting at `start` of `bits`. */
function addShifted(sum: Uint8Array, bits: Uint8Array, start: number, shift: number): void {
  const size = sum.length;
  for (let i = 0; i < size; i++) sum[i] ^= bits[start + ((i + shift) % size)];
}
