import type { Image } from '../../kernels/image.ts';
import { noiseShare } from '../../kernels/power.ts';
import { fillNormal } from '../../kernels/random/normal.ts';
import type { RandomStream } from '../../kernels/random/stream.ts';
import { LATENT_CHANNELS, PATCH_VALUES } from '../codec/latent.ts';
import { patchesOf, tokenGrid } from '../codec/patches.ts';
import type { Value } from '../runtime/session.ts';
import { layOutWindows, WINDOW_TOKENS, type WindowLayout } from '../transformer/windows.ts';
import { type BatchPlan, drawCrops, type WeightedSource } from './batch.ts';
import type { Condition } from './conditions.ts';

/** The parts of a batch that are the same in every step: where its windows lie. */
export interface BatchGeometry {
  readonly layout: WindowLayout;
  /** For each window, the picture it belongs to. */
  readonly pictureOf: readonly number[];
  readonly inputs: Readonly<Record<string, Value>>;
}

export function batchGeometry(plan: BatchPlan): BatchGeometry {
  const layout = layOutWindows(plan.map(side => tokenGrid({ width: side, height: side })));
  const { windows, shifted, unshifted, shiftedMask } = layout;
  const pictureOf = plan.flatMap((_, p) =>
    Array<number>(layout.firstWindow[p + 1] - layout.firstWindow[p]).fill(p),
  );
  return {
    layout,
    pictureOf,
    inputs: {
      shifted: { shape: [shifted.length], data: shifted },
      unshifted: { shape: [unshifted.length], data: unshifted },
      shiftedMask: { shape: [windows, 1, WINDOW_TOKENS, WINDOW_TOKENS], data: shiftedMask },
    },
  };
}

/** Draws the crops of a plan and a condition for each; all randomness, that of the noise too, comes from the stream. */
export async function drawBatch(
  plan: BatchPlan,
  geometry: BatchGeometry,
  sources: readonly WeightedSource[],
  drawCondition: (stream: RandomStream) => Condition,
  stream: RandomStream,
): Promise<{ readonly conditions: readonly Condition[]; readonly inputs: Record<string, Value> }> {
  const images = await drawCrops(plan, sources, stream);
  const conditions = plan.map(() => drawCondition(stream));
  return { conditions, inputs: codecBatch(geometry, images, conditions, stream) };
}

/** The inputs of the codec's objective for pictures under conditions, one condition per picture. */
function codecBatch(
  geometry: BatchGeometry,
  images: readonly Image[],
  conditions: readonly Condition[],
  stream: RandomStream,
): Record<string, Value> {
  const { layout, pictureOf } = geometry;
  const { windows } = layout;
  const tokens = windows * WINDOW_TOKENS;
  const keep = new Float32Array(windows * LATENT_CHANNELS);
  const gain = new Float32Array(windows * LATENT_CHANNELS);
  const share = new Float32Array(windows * windows);
  const noise = fillNormal(stream, new Float32Array(tokens * LATENT_CHANNELS));
  const deviation = new Float32Array(tokens * LATENT_CHANNELS).fill(1);
  const weight = new Float32Array(windows);

  for (let w = 0; w < windows; w++) {
    const { channels, noiseVar } = conditions[pictureOf[w]];
    const size = layout.firstWindow[pictureOf[w] + 1] - layout.firstWindow[pictureOf[w]];
    for (let other = 0; other < windows; other++)
      if (pictureOf[other] === pictureOf[w])
        share[w * windows + other] = 1 / (size * WINDOW_TOKENS * channels);
    for (let c = 0; c < channels; c++) {
      keep[w * LATENT_CHANNELS + c] = 1;
      gain[w * LATENT_CHANNELS + c] = 1 / (1 + noiseVar);
    }
    for (let t = w * WINDOW_TOKENS; t < (w + 1) * WINDOW_TOKENS; t++)
      for (let c = 0; c < LATENT_CHANNELS; c++) {
        noise[t * LATENT_CHANNELS + c] *= Math.sqrt(noiseVar);
        if (c < channels) deviation[t * LATENT_CHANNELS + c] = Math.sqrt(noiseShare(noiseVar));
      }
    weight[w] = conditions[pictureOf[w]].weight;
  }
  return {
    ...geometry.inputs,
    patches: { shape: [tokens, PATCH_VALUES], data: patchesOf(images, layout) },
    keep: { shape: [windows, 1, LATENT_CHANNELS], data: keep },
    share: { shape: [windows, windows], data: share },
    noise: { shape: [windows, WINDOW_TOKENS, LATENT_CHANNELS], data: noise },
    gain: { shape: [windows, 1, LATENT_CHANNELS], data: gain },
    deviation: { shape: [tokens, LATENT_CHANNELS], data: deviation },
    lossWeight: { shape: [windows, 1], data: weight },
  };
}
