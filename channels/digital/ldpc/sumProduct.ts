import { isCodeWord, type LdpcCode } from './code.ts';
import type { WordDecoder } from './decode.ts';

/** Log-likelihood ratios beyond this are certain; e^−700 is still a number. */
const LARGEST = 700;
const LONGEST_ROW = 32;

/**
 * Sum-product in layers, the exact rule tanh(m'_v/2) = Π_{u≠v} tanh(t_u/2). Of two places together,
 * tanh(|m|/2) = tanh(|a|/2)·tanh(|b|/2) says in terms of x = e^−|·| that x_m = (x_a + x_b)/(1 + x_a·x_b), which loses no
 * precision at either end; products over all but one place come from the places before and after it.
 *
 * Source: Gallager, "Low-density parity-check codes", IRE Trans. IT 8(1), 1962, section 4.
 */
export function sumProduct(code: LdpcCode, iterations: number): WordDecoder {
  const { n, rowStart, columns } = code;
  const rows = rowStart.length - 1;
  const total = new Float64Array(n);
  const messages = new Float64Array(columns.length);
  const incoming = new Float64Array(LONGEST_ROW);
  const doubt = new Float64Array(LONGEST_ROW);
  const before = new Float64Array(LONGEST_ROW);

  return (llr, decided, report) => {
    for (let word = 0; word * n < decided.length; word++) {
      for (let v = 0; v < n; v++) total[v] = Math.max(-LARGEST, Math.min(LARGEST, llr[word * n + v]));
      messages.fill(0);
      const bits = decided.subarray(word * n, (word + 1) * n);
      let done = 0;
      let converged = decide(bits);
      while (!converged && done < iterations) {
        for (let row = 0; row < rows; row++) updateRow(rowStart[row], rowStart[row + 1]);
        done++;
        converged = decide(bits);
      }
      report(word, converged, done);
    }
  };

  function decide(bits: Uint8Array): boolean {
    for (let v = 0; v < n; v++) bits[v] = total[v] < 0 ? 1 : 0;
    return isCodeWord(code, bits);
  }

  function updateRow(first: number, end: number): void {
    const degree = end - first;
    let negative = false;
    let x = 0;
    for (let i = 0; i < degree; i++) {
      const t = total[columns[first + i]] - messages[first + i];
      incoming[i] = t;
      doubt[i] = Math.exp(-Math.min(Math.abs(t), LARGEST));
      before[i] = x;
      x = together(x, doubt[i]);
      if (t < 0) negative = !negative;
    }
    let after = 0;
    for (let i = degree - 1; i >= 0; i--) {
      const magnitude = -Math.log(together(before[i], after));
      const message = incoming[i] < 0 !== negative ? -magnitude : magnitude;
      messages[first + i] = message;
      total[columns[first + i]] = incoming[i] + message;
      after = together(after, doubt[i]);
    }
  }
}

function together(a: number, b: number): number {
  return (a + b) / (1 + a * b);
}
