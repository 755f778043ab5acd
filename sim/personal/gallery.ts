import type { Image } from '../../kernels/image.ts';
import { latentChannels } from '../bandwidthRatio.ts';
import type { BatchLimit } from '../batches.ts';
import { toPicture } from '../cell/gallery.ts';
import { finitePsnr } from '../metrics/score.ts';
import { exchangeBy } from './exchange.ts';
import { encodeFrames, type Frames } from './frames.ts';
import type { CodecKind } from './phaseOne.ts';
import { reader } from './reader.ts';
import { ACCESSES, type PersonalResult } from './results.ts';
import type { Personal } from './scenario.ts';
import { wayKey } from './ways.ts';

export interface GallerySettings {
  readonly scenario: Personal;
  readonly seed: number;
  readonly frames: Frames;
  readonly limit: BatchLimit;
}

/** Pictures of the first frame at the middle SNR as the shared ways deliver them, with keys and without. */
export async function galleryOf(
  kinds: readonly CodecKind[],
  { scenario, seed, frames, limit }: GallerySettings,
): Promise<PersonalResult['gallery']> {
  const snrDb = scenario.snrDb[scenario.snrDb.length >> 1];
  const shown = frames[0].slice(0, scenario.gallery);
  const received = new Map<string, Image[]>();
  const networks = reader(limit);
  if (shown.length > 0)
    for (const { name, own } of kinds) {
      const [latents] = await encodeFrames(frames.slice(0, 1), user => own[user], limit);
      for (const access of SHOWN) {
        const pictures: Image[] = [];
        received.set(wayKey({ codec: name, access }), pictures);
        const settings = {
          ...{ seed, frame: 0, snrDb, channels: latentChannels(scenario.cbr) },
          streamName: [seed, scenario.name, snrDb, 0],
        };
        for (const [user, { estimate }] of exchangeBy(access, latents, settings).entries())
          await networks.add(own[user], estimate, picture => {
            pictures[user] = picture;
          });
      }
    }
  await networks.finish();
  const rows = shown.map(async (original, user) => ({
    user,
    pictures: [
      await toPicture('original', original),
      ...(await Promise.all(
        [...received].map(([caption, pictures]) =>
          toPicture(caption, pictures[user], finitePsnr(original, pictures[user])),
        ),
      )),
    ],
  }));
  return { snrDb, rows: await Promise.all(rows) };
}

const SHOWN = ACCESSES.filter(access => access === 'keys' || access === 'no-keys');
