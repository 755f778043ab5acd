import { LATENT_CHANNELS, PATCH_VALUES } from '../../models/codec/latent.ts';

/** What reads a received latent: the decoder told its noise share, the decoder kept ignorant of it, or the denoiser before the decoder. */
export type Reader = 'told' | 'ignorant' | 'denoiser';

/** One condition of the models' tables: AWGN, one user, so many latent channels sent at so many dB. */
export interface MeasuredCondition {
  /** Bandwidth ratio channels/96 as a fraction in lowest terms. */
  readonly cbr: string;
  readonly channels: number;
  /** 10 log10(P/N0) per complex channel use. */
  readonly snrDb: number;
  readonly readers: readonly Reader[];
}

/** SNRs of the tables at the two main rates, and the SNR of the curve over all rates. */
const SNRS_DB = [-5, 0, 5, 10, 15, 20] as const;
const RATE_SNR_DB = 10;
const MAIN_CHANNELS = [LATENT_CHANNELS, LATENT_CHANNELS / 2] as const;

/**
 * The main rates at every SNR, then the other rates, from high to low, at 10 dB. There the ignorant decoder is left out: it takes every latent
 * for one at 10 dB, so it is told the truth.
 */
export function measuredConditions(): MeasuredCondition[] {
  const main = MAIN_CHANNELS.flatMap(channels =>
    SNRS_DB.map(snrDb => condition(channels, snrDb, ['told', 'ignorant', 'denoiser'])),
  );
  const others = Array.from({ length: LATENT_CHANNELS }, (_, i) => LATENT_CHANNELS - i)
    .filter(channels => !MAIN_CHANNELS.includes(channels))
    .map(channels => condition(channels, RATE_SNR_DB, ['told', 'denoiser']));
  return [...main, ...others];
}

function condition(channels: number, snrDb: number, readers: readonly Reader[]): MeasuredCondition {
  return { cbr: ratio(channels), channels, snrDb, readers };
}

/** Complex uses per source value, channels/(2·48), in lowest terms. */
function ratio(channels: number): string {
  const whole = 2 * PATCH_VALUES;
  const divisor = greatestCommonDivisor(channels, whole);
  return `${channels / divisor}/${whole / divisor}`;
}

function greatestCommonDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestCommonDivisor(b, a % b);
}
