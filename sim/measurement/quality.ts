import type { Latent } from '../../models/codec/latent.ts';
import type { PsnrRow } from '../../models/weights/card.ts';
import { estimate } from '../estimate.ts';
import { blockEdges } from '../metrics/blockEdges.ts';
import { ssimAndMsSsim } from '../metrics/msSsim.ts';
import { psnr } from '../metrics/psnr.ts';
import type { Receiver } from '../receiver.ts';
import type { MeasuredCondition, Reader } from './conditions.ts';
import { type NamedPictures, received, withoutKnowledge } from './pictures.ts';

interface Scores {
  readonly psnrDb: number[];
  readonly msSsim: number[];
  readonly patchEdges: number[];
  /** Pictures of one window only have none. */
  readonly windowEdges: number[];
}

/**
 * Quality of all pictures of a set under one condition, a row for each reader: means over pictures with half of the 95 % interval (every
 * picture has noise of its own, so pictures are independent).
 *
 * @param networks the codec's decoder behind nothing and behind the denoiser
 * @throws NumericError for fewer than two pictures, or pictures below 11×11 pixels
 */
export async function measureCondition(
  condition: MeasuredCondition,
  { pictures, latents }: { readonly pictures: NamedPictures; readonly latents: readonly Latent[] },
  networks: Receiver,
  { seed, onPicture }: { readonly seed: number; readonly onPicture: () => void },
): Promise<PsnrRow[]> {
  const scores = condition.readers.map(
    (): Scores => ({ psnrDb: [], msSsim: [], patchEdges: [], windowEdges: [] }),
  );
  for (const [picture, latent] of latents.entries()) {
    const heard = received(latent, condition, { seed, picture });
    for (const [r, reader] of condition.readers.entries())
      await networks.add({
        estimate: reader === 'ignorant' ? withoutKnowledge(heard) : heard,
        steps: stepsOf(reader),
        async finish(decoded) {
          const original = await pictures.source.read(picture);
          const edges = blockEdges(original, decoded);
          scores[r].psnrDb[picture] = psnr(original, decoded);
          scores[r].msSsim[picture] = ssimAndMsSsim(original, decoded).msSsim;
          scores[r].patchEdges[picture] = edges.patches;
          if (edges.windows !== undefined) scores[r].windowEdges.push(edges.windows);
          onPicture();
        },
      });
  }
  await networks.finish();
  return condition.readers.map((reader, r) => rowOf(condition, reader, pictures, scores[r]));
}

function stepsOf(reader: Reader): number {
  return reader === 'denoiser' ? 1 : 0;
}

function rowOf(
  { cbr, snrDb }: MeasuredCondition,
  reader: Reader,
  { name, count }: NamedPictures,
  { psnrDb, msSsim, patchEdges, windowEdges }: Scores,
): PsnrRow {
  const { mean, margin } = spread(psnrDb, 3);
  return {
    set: name,
    cbr,
    snrDb,
    denoiserSteps: stepsOf(reader),
    told: reader !== 'ignorant',
    psnrDb: mean,
    psnrMargin: margin,
    msSsim: spread(msSsim, 4),
    patchEdges: spread(patchEdges, 4),
    ...(windowEdges.length === count && { windowEdges: spread(windowEdges, 4) }),
    pictures: count,
  };
}

/** Mean with half of its 95 % interval, to so many decimals. */
export function spread(values: readonly number[], digits: number): { mean: number; margin: number } {
  const { mean, high } = estimate(values);
  return { mean: Number(mean.toFixed(digits)), margin: Number((high - mean).toFixed(digits)) };
}
