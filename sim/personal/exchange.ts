import { userKey } from '../../kernels/permutation.ts';
import type { NamePart } from '../../kernels/random/stream.ts';
import type { Latent } from '../../models/codec/latent.ts';
import { sendAlone } from '../alone.ts';
import { exchangeFrame, type Reception } from '../cell/schemes.ts';
import type { Access } from './results.ts';

export interface AccessSettings {
  /** Of the keys. */
  readonly seed: number;
  /** Frame counter. */
  readonly frame: number;
  readonly snrDb: number;
  /** Latent channels per token that are sent. */
  readonly channels: number;
  /** Names the noise of this frame; whatever the codecs, the same name meets the same noise. */
  readonly streamName: readonly NamePart[];
}

const SCHEMES = { keys: 'omdma', 'no-keys': 'superposed', gaussian: 'gaussian' } as const;

/**
 * Sends one frame of all users over AWGN with P = 1 for each and N0 = 1/SNR, in one of the ways to be on the air.
 *
 * @param latents of the users, each by the codec that its user has
 * @returns one reception per user
 * @throws as `exchangeFrame`
 */
export function exchangeBy(
  access: Access,
  latents: readonly Latent[],
  { seed, frame, snrDb, channels, streamName }: AccessSettings,
): Reception[] {
  if (access === 'alone')
    return latents.map((latent, user) => sendAlone(latent, channels, snrDb, [...streamName, 'alone', user]));
  const senders = latents.map((latent, user) => ({
    ...{ user, latent, gain: { re: 1, im: 0 }, key: userKey(seed, user) },
  }));
  return exchangeFrame(senders, {
    ...{ scheme: SCHEMES[access], channels, power: 'perUser', snrDb, frame, streamName },
  });
}
