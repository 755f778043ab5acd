import type { Complex } from '../../kernels/complex.ts';
import { configError } from '../../kernels/errors.ts';
import { dbToLinear } from '../../kernels/power.ts';
import { finite, positive } from '../settings.ts';

const SPEED_OF_LIGHT = 299_792_458;

/**
 * Free-space path loss between isotropic antennas, 20 log₁₀(4πdf/c) dB.
 *
 * @throws ConfigError `channel-setting` unless distance and frequency are above 0
 *
 * Source: Friis, "A note on a simple transmission formula", Proc. IRE 34(5), 1946.
 */
export function freeSpaceLossDb(link: { readonly distanceM: number; readonly frequencyHz: number }): number {
  const distanceM = positive('distanceM', link.distanceM);
  const frequencyHz = positive('frequencyHz', link.frequencyHz);
  return 20 * Math.log10((4 * Math.PI * distanceM * frequencyHz) / SPEED_OF_LIGHT);
}

export interface LogDistanceSettings {
  readonly distanceM: number;
  /** Distance at which the loss is known, often measured or in free space. */
  readonly referenceM: number;
  readonly referenceLossDb: number;
  /** n: 2 in free space, 2.7 to 3.5 in a city's cells, 4 to 6 within buildings. */
  readonly exponent: number;
}

/**
 * Log-distance path loss L(d₀) + 10 n log₁₀(d/d₀) dB, for d ≥ d₀.
 *
 * @throws ConfigError `channel-setting` when a value is out of range, or the distance below the reference
 *
 * Source: Rappaport, "Wireless Communications: Principles and Practice", 2nd ed. 2002, equation 4.68.
 */
export function logDistanceLossDb(settings: LogDistanceSettings): number {
  const referenceM = positive('referenceM', settings.referenceM);
  const distanceM = positive('distanceM', settings.distanceM);
  const exponent = positive('exponent', settings.exponent);
  if (distanceM < referenceM)
    throw configError(
      'channel-setting',
      'distanceM',
      `${distanceM} is nearer than the reference distance, ${referenceM} m`,
    );
  return (
    finite('referenceLossDb', settings.referenceLossDb) + 10 * exponent * Math.log10(distanceM / referenceM)
  );
}

/** A gain with every loss in dB taken off: h·10^(−loss/20). Shadowing counts as a loss too. */
export function attenuate(gain: Complex, lossDb: number): Complex {
  const amplitude = Math.sqrt(dbToLinear(-finite('lossDb', lossDb)));
  return { re: amplitude * gain.re, im: amplitude * gain.im };
}
