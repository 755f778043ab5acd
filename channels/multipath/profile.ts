import { configError } from '../../kernels/errors.ts';
import { dbToLinear } from '../../kernels/power.ts';
import { nonNegative, positive, wholeNumber } from '../settings.ts';

/** One path of a power-delay profile. */
export interface ProfilePath {
  readonly delayNs: number;
  /** Mean power; those of a profile add up to 1. */
  readonly power: number;
  /** K of this path, linear; 0 is Rayleigh. */
  readonly kFactor: number;
}

/** Paths by rising delay. */
export type PowerDelayProfile = readonly ProfilePath[];

/** A path as tables give it. */
export interface TapSettings {
  readonly delayNs: number;
  /** Mean power in dB, relative to the other taps; −∞ takes the tap away. */
  readonly powerDb: number;
  readonly kFactor?: number;
}

/**
 * The profile of a table of taps, with powers scaled to add up to 1, so that E Σ|h_l|² = 1.
 *
 * @throws ConfigError `channel-setting` for a value out of range, `zero-channel` when no tap has power
 */
export function tapProfile(taps: readonly TapSettings[]): PowerDelayProfile {
  const paths = taps.map(({ delayNs, powerDb, kFactor = 0 }, i) => {
    if (!(powerDb < Number.POSITIVE_INFINITY))
      throw configError('channel-setting', `taps.${i}.powerDb`, `${powerDb} is not a number of dB`);
    return {
      delayNs: nonNegative(`taps.${i}.delayNs`, delayNs),
      power: dbToLinear(powerDb),
      kFactor: nonNegative(`taps.${i}.kFactor`, kFactor),
    };
  });
  const total = paths.reduce((sum, { power }) => sum + power, 0);
  if (!(total > 0))
    throw configError('zero-channel', 'taps', `none of ${taps.length} taps has power, at least one must`);
  return paths
    .filter(({ power }) => power > 0)
    .map(path => ({ ...path, power: path.power / total }))
    .sort((a, b) => a.delayNs - b.delayNs);
}

/** Two equal paths, or with the second weaker by `ratioDb`. */
export function twoRayProfile(settings: {
  readonly delayNs: number;
  readonly ratioDb?: number;
}): PowerDelayProfile {
  return tapProfile([
    { delayNs: 0, powerDb: 0 },
    { delayNs: positive('delayNs', settings.delayNs), powerDb: -(settings.ratioDb ?? 0) },
  ]);
}

export interface ExponentialSettings {
  /** τ: the delay at which the power has fallen to 1/e; the rms delay spread of the untruncated profile. */
  readonly decayNs: number;
  /** Distance between taps, usually a sample. */
  readonly spacingNs: number;
  /** Number of taps, the first at delay 0. */
  readonly taps: number;
}

/**
 * Exponential profile: powers ∝ e^{−lΔ/τ} at delays lΔ.
 *
 * @throws ConfigError `channel-setting`
 *
 * Source: Saleh, Valenzuela, "A statistical model for indoor multipath propagation", IEEE JSAC 5(2), 1987, one cluster.
 */
export function exponentialProfile(settings: ExponentialSettings): PowerDelayProfile {
  const decayNs = positive('decayNs', settings.decayNs);
  const spacingNs = positive('spacingNs', settings.spacingNs);
  const taps = wholeNumber('taps', settings.taps, 1, 1024);
  return tapProfile(
    Array.from({ length: taps }, (_, l) => ({
      delayNs: l * spacingNs,
      powerDb: -10 * Math.LOG10E * ((l * spacingNs) / decayNs),
    })),
  );
}

/** Root-mean-square delay spread in ns: √(E[τ²] − E[τ]²), weighed by power. */
export function delaySpreadNs(profile: PowerDelayProfile): number {
  const mean = profile.reduce((sum, { delayNs, power }) => sum + power * delayNs, 0);
  return Math.sqrt(profile.reduce((sum, { delayNs, power }) => sum + power * (delayNs - mean) ** 2, 0));
}
