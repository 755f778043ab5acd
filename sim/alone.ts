import type { NamePart } from '../kernels/random/stream.ts';
import type { Latent } from '../models/codec/latent.ts';
import { exchangeFrame, type Reception } from './cell/schemes.ts';

/**
 * One user alone on an AWGN channel of unit gain: P = 1, N0 = 1/SNR, the latent in its own order.
 *
 * @param channels latent channels per token that are sent
 * @param snrDb 10 log10(P/N0) per complex channel use
 * @param streamName names the noise
 * @throws as `exchangeFrame`
 */
export function sendAlone(
  latent: Latent,
  channels: number,
  snrDb: number,
  streamName: readonly NamePart[],
): Reception {
  const sender = { user: 0, latent, gain: { re: 1, im: 0 }, key: new Uint8Array(32) };
  const settings = { scheme: 'superposed', channels, power: 'perUser', snrDb, frame: 0, streamName } as const;
  return exchangeFrame([sender], settings)[0];
}
