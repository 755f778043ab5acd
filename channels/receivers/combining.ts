import {
  accumulate,
  type Complex,
  type ComplexSignal,
  squaredMagnitude,
  zeroSignal,
} from '../../kernels/complex.ts';
import { NumericError } from '../../kernels/errors.ts';

/** One copy of a signal, y = hs + n. */
export interface Branch {
  readonly signal: ComplexSignal;
  /** h, known to the receiver. */
  readonly gain: Complex;
  /** Noise variance per complex symbol of this branch, > 0. */
  readonly noiseVar: number;
}

/** An estimate ŝ = s + error. */
export interface Combined {
  readonly signal: ComplexSignal;
  /** Variance of the error per complex symbol, for s of unit power. */
  readonly noiseVar: number;
}

/**
 * Maximum ratio combining of branches with independent noise, ŝ = Σ h_l* y_l/N_l / Σ |h_l|²/N_l: the SNRs of the branches add up,
 * 1/v = Σ |h_l|²/N_l.
 *
 * @throws NumericError `signal-shape` when the branches differ in length or there is none; `random-variance`; `channel-zero` when all
 *   gains are 0
 *
 * Source: Brennan 1959.
 */
export function maximumRatioCombining(branches: readonly Branch[]): Combined {
  if (branches.length === 0) throw new NumericError('signal-shape', 'maximumRatioCombining: no branch');
  let snr = 0;
  for (const [l, { gain, noiseVar }] of branches.entries()) {
    if (!(noiseVar > 0 && noiseVar < Number.POSITIVE_INFINITY))
      throw new NumericError('random-variance', `branches[${l}].noiseVar: ${noiseVar} is not in (0, ∞)`);
    snr += squaredMagnitude(gain) / noiseVar;
  }
  if (!(snr > 0))
    throw new NumericError(
      'channel-zero',
      `maximumRatioCombining: the gains of all ${branches.length} branches are 0`,
    );
  const signal = zeroSignal(branches[0].signal.length);
  for (const branch of branches) {
    const weight = 1 / (branch.noiseVar * snr);
    accumulate(signal, branch.signal, { re: branch.gain.re * weight, im: -branch.gain.im * weight });
  }
  return { signal, noiseVar: 1 / snr };
}
