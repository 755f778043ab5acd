import { configError, NumericError } from '../../../kernels/errors.ts';
import type { LdpcCode } from './code.ts';
import { minSum } from './minSum.ts';
import { sumProduct } from './sumProduct.ts';

export interface DecoderSettings {
  readonly algorithm: 'sum-product' | 'min-sum';
  /** Passes over all rows of H, at most; whole, ≥ 1. */
  readonly iterations: number;
  /** α ∈ (0, 1]: factor on the messages of min-sum; 1 is plain min-sum. Without effect on sum-product. */
  readonly scaling?: number;
}

/** What a decoder says about one or more words. */
export interface Decoded {
  /** The decided bits, n per word, one per byte. */
  readonly bits: Uint8Array;
  /** For each word 1 if its bits are a code word. A wrong code word cannot be told from the right one. */
  readonly converged: Uint8Array;
  /** For each word the passes it took. */
  readonly iterations: Uint32Array;
}

/** Decodes words from n log-likelihood ratios ln P(0)/P(1) each. */
export type LdpcDecoder = (llr: Float64Array) => Decoded;

/** An algorithm: decides words of length n, n bits each into `decided`, and reports on every one. */
export type WordDecoder = (
  llr: Float64Array,
  decided: Uint8Array,
  report: (word: number, converged: boolean, iterations: number) => void,
) => void;

/** α that fits min-sum best to these codes at 10 to 20 iterations. */
const SCALING = 0.75;

/**
 * Belief propagation in layers: the rows of H one after the other, each seeing at once what the rows before it have
 * learnt. A row takes its old messages m_v out of the totals L_v, combines t_v = L_v − m_v over its places v into new
 * messages m'_v by the rule of the algorithm, and puts them back: L_v = t_v + m'_v. A word is done when the signs of L are
 * a code word, or after the last iteration.
 *
 * @returns a decoder with memory of its own: not to be shared between concurrent callers
 * @throws ConfigError `ldpc-decoder` for settings out of range. The decoder throws NumericError `llr-values` for a length
 *   that is not a multiple of n, or a value that is NaN
 *
 * Source: Hocevar, "A reduced complexity decoder architecture via layered decoding of LDPC codes", SiPS 2004.
 */
export function ldpcDecoder(code: LdpcCode, settings: DecoderSettings): LdpcDecoder {
  const decodeWords = wordDecoder(code, settings);
  return llr => {
    if (llr.length % code.n !== 0)
      throw new NumericError('llr-values', `ldpcDecoder: ${llr.length} values are not words of ${code.n}`);
    for (let i = 0; i < llr.length; i++)
      if (Number.isNaN(llr[i]))
        throw new NumericError('llr-values', `ldpcDecoder: log-likelihood ratio ${i} is NaN`);
    const words = llr.length / code.n;
    const bits = new Uint8Array(llr.length);
    const converged = new Uint8Array(words);
    const iterations = new Uint32Array(words);
    decodeWords(llr, bits, (word, success, passes) => {
      converged[word] = success ? 1 : 0;
      iterations[word] = passes;
    });
    return { bits, converged, iterations };
  };
}

function wordDecoder(
  code: LdpcCode,
  { algorithm, iterations, scaling = SCALING }: DecoderSettings,
): WordDecoder {
  if (!Number.isInteger(iterations) || iterations < 1)
    throw configError('ldpc-decoder', 'iterations', `${iterations} is not a whole number of at least 1`);
  if (!(scaling > 0 && scaling <= 1))
    throw configError('ldpc-decoder', 'scaling', `${scaling} is not in (0, 1]`);
  switch (algorithm) {
    case 'min-sum':
      return minSum(code, iterations, scaling);
    case 'sum-product':
      return sumProduct(code, iterations);
    default:
      throw configError(
        'ldpc-decoder',
        'algorithm',
        `no '${algorithm}', expected 'min-sum' or 'sum-product'`,
      );
  }
}
