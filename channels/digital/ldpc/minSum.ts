import { instantiate } from '../../../kernels/webAssembly.ts';
import type { LdpcCode } from './code.ts';
import type { WordDecoder } from './decode.ts';
import { minSumProgram, TABLE_BYTES, VECTOR_BYTES } from './minSumProgram.ts';

const LANES = 8;
const PAGE_BYTES = 2 ** 16;
/** Fixed point: steps of 1/64, values within ±127. */
const STEPS_PER_UNIT = 64;
const LARGEST = 127 * STEPS_PER_UNIT;
const LONGEST_ROW = 32;

/** What the program of `minSumProgram` exports. */
interface Program {
  readonly memory: { readonly buffer: ArrayBuffer };
  pass(...addresses: number[]): void;
  failing(...addresses: number[]): number;
}

/**
 * Normalised min-sum in layers, m'_v = α · Π_{u≠v} sign(t_u) · min_{u≠v} |t_u|, in fixed point with steps of 1/64: eight
 * words at a time in the lanes of vector instructions. A word's result does not depend on the words beside it.
 *
 * @param scaling α ∈ (0, 1]
 *
 * Source: Chen, Fossorier, "Near optimum universal belief propagation based decoding of low-density parity check codes",
 * IEEE Trans. Commun. 50(3), 2002.
 */
export function minSum(code: LdpcCode, iterations: number, scaling: number): WordDecoder {
  const { n, rowStart } = code;
  const rows = rowStart.length - 1;
  const rowEnds = 0;
  const end = rows * TABLE_BYTES;
  const columns = aligned(end);
  const messages = aligned(columns + code.columns.length * TABLE_BYTES);
  const totals = messages + code.columns.length * VECTOR_BYTES;
  const scratch = totals + n * VECTOR_BYTES;
  const { memory, pass, failing } = instantiate<Program>(
    minSumProgram(Math.ceil((scratch + LONGEST_ROW * VECTOR_BYTES) / PAGE_BYTES)),
  );
  new Int32Array(memory.buffer, rowEnds, rows).set(rowStart.subarray(1).map(e => columns + e * TABLE_BYTES));
  new Int32Array(memory.buffer, columns, code.columns.length).set(code.columns.map(v => v * VECTOR_BYTES));
  const messageLanes = new Int16Array(memory.buffer, messages, code.columns.length * LANES);
  const totalLanes = new Int16Array(memory.buffer, totals, n * LANES);
  const alphaQ15 = Math.min(2 ** 15 - 1, Math.round(scaling * 2 ** 15));

  return (llr, decided, report) => {
    const words = decided.length / n;
    for (let first = 0; first < words; first += LANES) {
      const lanes = Math.min(LANES, words - first);
      loadTotals(llr, first * n, lanes);
      messageLanes.fill(0);
      let open = 2 ** lanes - 1;
      for (let done = 0; open !== 0; done++) {
        // A word leaves with the first code word that it reaches, so its company cannot change it.
        const wrong = failing(rowEnds, end, columns, totals);
        const leaving = done === iterations ? open : open & ~wrong;
        for (let lane = 0; lane < lanes; lane++)
          if ((leaving >> lane) & 1) {
            for (let v = 0; v < n; v++)
              decided[(first + lane) * n + v] = totalLanes[v * LANES + lane] < 0 ? 1 : 0;
            report(first + lane, ((wrong >> lane) & 1) === 0, done);
          }
        open &= ~leaving;
        if (open !== 0) pass(rowEnds, end, columns, messages, totals, scratch, alphaQ15);
      }
    }
  };

  function loadTotals(llr: Float64Array, start: number, lanes: number): void {
    totalLanes.fill(0);
    for (let lane = 0; lane < lanes; lane++)
      for (let v = 0; v < n; v++) {
        const steps = llr[start + lane * n + v] * STEPS_PER_UNIT;
        totalLanes[v * LANES + lane] = Math.round(steps > LARGEST ? LARGEST : Math.max(steps, -LARGEST));
      }
  }
}

function aligned(address: number): number {
  return Math.ceil(address / VECTOR_BYTES) * VECTOR_BYTES;
}
