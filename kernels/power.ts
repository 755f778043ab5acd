import { NumericError } from './errors.ts';

/** A ratio of powers from decibels: 10^(db/10). */
export function dbToLinear(db: number): number {
  return 10 ** (db / 10);
}

/**
 * Decibels from a ratio of powers: 10 log10(ratio); a ratio of 0 is −∞ dB.
 *
 * @throws NumericError `power-ratio` when the ratio is negative or NaN
 */
export function linearToDb(ratio: number): number {
  if (!(ratio >= 0)) throw new NumericError('power-ratio', `linearToDb: ${ratio} is not a ratio of powers`);
  return 10 * Math.log10(ratio);
}

/**
 * Noise variance per complex symbol: N0 = P / 10^(snrDb/10), of which N0/2 lies in each real dimension.
 *
 * @param snrDb 10 log10(P/N0), per complex channel use
 * @param power P, mean power per complex symbol, > 0
 * @throws NumericError `power-range`
 */
export function noiseVariance(snrDb: number, power = 1): number {
  if (!Number.isFinite(snrDb) || !(power > 0 && power < Number.POSITIVE_INFINITY))
    throw new NumericError(
      'power-range',
      `noiseVariance: needs a finite SNR and a positive power, got ${snrDb} dB and ${power}`,
    );
  return power / dbToLinear(snrDb);
}

/** β = v/(1+v) ∈ [0, 1): posterior variance of a unit-variance entry seen in noise of variance v. */
export function noiseShare(variance: number): number {
  if (!(variance >= 0 && variance < Number.POSITIVE_INFINITY))
    throw new NumericError('noise-share', `noiseShare: variance ${variance} is not in [0, ∞)`);
  return variance / (1 + variance);
}
