import { LATENT_CHANNELS, PATCH_VALUES } from '../models/codec/latent.ts';

/** Real latent entries per token at cbr 1: a complex use per source value, and a complex use carries two. */
const ENTRIES_PER_CBR = 2 * PATCH_VALUES;

/** A bandwidth ratio as a scenario writes it: a number, or a fraction such as '1/12'. */
export type BandwidthRatio = string | number;

/** Completes "… is not …" where `isBandwidthRatio` does not hold. */
export const VALID_RATIO = `a bandwidth ratio c/${ENTRIES_PER_CBR} with a whole c between 1 and ${LATENT_CHANNELS}, such as '1/6' or '1/12'`;

/** Whether the codec can send at this ratio. */
export function isBandwidthRatio(value: unknown): boolean {
  return Number.isInteger(latentChannels(value));
}

/** Real latent entries per token that a bandwidth ratio leaves: 96 · cbr; NaN where that is none that the codec has. */
export function latentChannels(cbr: unknown): number {
  const ratio = ratioOf(cbr);
  const channels = Math.round(ratio * ENTRIES_PER_CBR);
  const exact = Math.abs(ratio * ENTRIES_PER_CBR - channels) < 1e-9;
  return exact && channels >= 1 && channels <= LATENT_CHANNELS ? channels : Number.NaN;
}

/** The ratio as a number: '1/6' is 0.1666…; NaN for what is neither a number nor a fraction. */
export function ratioOf(cbr: unknown): number {
  const fraction = typeof cbr === 'string' ? /^\s*(\d+)\s*\/\s*(\d+)\s*$/.exec(cbr) : null;
  if (fraction) return Number(fraction[1]) / Number(fraction[2]);
  return typeof cbr === 'number' ? cbr : Number.NaN;
}
