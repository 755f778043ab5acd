import type { Image } from '../../kernels/image.ts';
import { toPicture } from '../cell/gallery.ts';
import { qualityOf, scoreOf } from '../metrics/score.ts';
import type { Receiver } from '../receiver.ts';
import { rounded } from '../rounding.ts';
import { groupPatterns } from './patterns.ts';
import type { BeamRow, BeamScheme, FirstFrame } from './results.ts';
import type { PreparedFrame, SentBeams } from './transmit.ts';

export interface FirstFrameParts {
  readonly prepared: PreparedFrame;
  readonly sent: ReadonlyMap<BeamScheme, SentBeams>;
  readonly pictures: readonly Image[];
  /** Users whose pictures are kept. */
  readonly shown: number;
  readonly denoiserSteps: number;
}

/** Likeness, beams and pictures of the first frame. */
export async function firstFrameOf(parts: FirstFrameParts, networks: Receiver): Promise<FirstFrame> {
  const { prepared, sent } = parts;
  const { objects, groups, correlation } = prepared.likeness;
  const { anglesRad } = prepared.channel;
  const users = objects.length;
  return {
    objects,
    groups,
    correlation: rounded(
      objects.map((_, k) => Array.from(correlation.data.subarray(k * users, (k + 1) * users))),
    ),
    ...(anglesRad === undefined
      ? {}
      : {
          anglesDeg: rounded(anglesRad.map(angle => (angle * 180) / Math.PI)),
          patterns: [...sent]
            .filter(([scheme]) => scheme !== 'gaussian')
            .map(([scheme, { plan }]) => groupPatterns(scheme, plan, groups)),
        }),
    gallery: await galleryOf(parts, networks),
  };
}

async function galleryOf(
  { sent, pictures, shown, denoiserSteps }: FirstFrameParts,
  networks: Receiver,
): Promise<BeamRow[]> {
  const originals = pictures.slice(0, shown);
  const received = originals.map(() => new Map<BeamScheme, Image>());
  for (const [scheme, { receptions }] of sent)
    for (const [user, images] of received.entries())
      await networks.add({
        estimate: receptions[user].estimate,
        steps: denoiserSteps,
        finish: picture => void images.set(scheme, picture),
      });
  await networks.finish();
  return Promise.all(
    originals.map(async (original, user) => ({
      user,
      pictures: [
        await toPicture('original', original),
        ...(await Promise.all(
          [...sent.keys()].map(scheme => {
            const picture = received[user].get(scheme)!;
            return toPicture<string>(scheme, picture, qualityOf([scoreOf(original, picture)]).psnrDb);
          }),
        )),
      ],
    })),
  );
}
