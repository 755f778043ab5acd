import { configError } from '../../../kernels/errors.ts';
import { type BlockLength, type CodeRate, PROTOTYPES } from './prototypes.ts';

const BLOCK_COLUMNS = 24;
export const BLOCK_LENGTHS: readonly BlockLength[] = [648, 1296, 1944];
export const CODE_RATES: readonly CodeRate[] = ['1/2', '2/3', '3/4', '5/6'];

/** A binary linear code {c : H·c = 0 mod 2} with sparse H of (n − k) × n, its first k bits being the information. */
export interface LdpcCode {
  readonly n: number;
  readonly k: number;
  /** Z: side of the square blocks of H. */
  readonly lifting: number;
  /** Shift of the block in each block row and column, −1 where it is zero. */
  readonly shifts: readonly (readonly number[])[];
  /** Entries rowStart[r] … rowStart[r + 1] − 1 of `columns` are the places of the ones in row r of H. */
  readonly rowStart: Int32Array;
  readonly columns: Int32Array;
}

const made = new Map<string, LdpcCode>();

/**
 * The quasi-cyclic LDPC code of IEEE 802.11n/ac with that many bits per code word and that rate.
 *
 * @throws ConfigError `ldpc-code` for a block length or rate that the standard does not have
 */
export function ldpcCode(blockLength: BlockLength, rate: CodeRate): LdpcCode {
  if (!BLOCK_LENGTHS.includes(blockLength))
    throw unsupported('blockLength', blockLength, 'bits per code word', BLOCK_LENGTHS);
  if (!CODE_RATES.includes(rate)) throw unsupported('rate', rate, 'as code rate', CODE_RATES);
  const name = `${blockLength} ${rate}`;
  const code = made.get(name) ?? expand(PROTOTYPES[blockLength][rate], blockLength / BLOCK_COLUMNS);
  made.set(name, code);
  return code;
}

/** Whether H·c = 0 (mod 2), c one bit per byte. */
export function isCodeWord({ n, rowStart, columns }: LdpcCode, bits: Uint8Array): boolean {
  if (bits.length !== n) return false;
  for (let row = 0; row + 1 < rowStart.length; row++) {
    let parity = 0;
    for (let e = rowStart[row]; e < rowStart[row + 1]; e++) parity ^= bits[columns[e]];
    if (parity) return false;
  }
  return true;
}

function expand(prototype: string, lifting: number): LdpcCode {
  const shifts = prototype
    .trim()
    .split('\n')
    .map(row =>
      row
        .trim()
        .split(' ')
        .map(entry => (entry === '-' ? -1 : Number(entry))),
    );
  const rows = shifts.length * lifting;
  const rowStart = new Int32Array(rows + 1);
  const columns: number[] = [];
  for (let row = 0; row < rows; row++) {
    const within = row % lifting;
    shifts[(row - within) / lifting].forEach((shift, block) => {
      if (shift >= 0) columns.push(block * lifting + ((within + shift) % lifting));
    });
    rowStart[row + 1] = columns.length;
  }
  const n = BLOCK_COLUMNS * lifting;
  return { n, k: n - rows, lifting, shifts, rowStart, columns: Int32Array.from(columns) };
}

function unsupported(path: string, value: unknown, unit: string, valid: readonly unknown[]) {
  return configError(
    'ldpc-code',
    path,
    `IEEE 802.11 has no LDPC code with ${value} ${unit}, expected one of ${valid.join(', ')}`,
  );
}
