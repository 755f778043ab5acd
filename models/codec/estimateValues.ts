import { NumericError } from '../../kernels/errors.ts';
import type { Value } from '../runtime/session.ts';
import { WINDOW_TOKENS, type WindowLayout } from '../transformer/windows.ts';
import type { LatentEstimate, LatentShape } from './latent.ts';

/**
 * Estimates as the network inputs `mean` and `deviation` = √share, each [tokens, channels]. The share is the error share, but never above the
 * received one: networks are trained with deviations that say how noisy an entry was. Channels that an estimate does not have, and padding, are
 * unknown: mean 0, deviation 1.
 */
export function estimateValues(
  estimates: readonly LatentEstimate[],
  layout: WindowLayout,
  channels: number,
): Record<'mean' | 'deviation', Value & { readonly data: Float32Array }> {
  const tokens = layout.windows * WINDOW_TOKENS;
  const mean = new Float32Array(tokens * channels);
  const deviation = new Float32Array(tokens * channels).fill(1);
  estimates.forEach((estimate, g) => {
    checkEstimate(estimate, channels);
    const positions = layout.positions[g];
    for (let token = 0, from = 0; token < positions.length; token++)
      for (let c = 0, to = positions[token] * channels; c < estimate.channels; c++, from++, to++) {
        mean[to] = estimate.mean[from];
        deviation[to] = Math.sqrt(shareAt(estimate, from));
      }
  });
  const shape = [tokens, channels];
  return { mean: { shape, data: mean }, deviation: { shape, data: deviation } };
}

function shareAt({ errorShare, receivedShare }: LatentEstimate, i: number): number {
  return receivedShare ? Math.min(errorShare[i], receivedShare[i]) : errorShare[i];
}

function checkEstimate(estimate: LatentEstimate, channels: number): void {
  const entries = shapeText(estimate);
  if (estimate.channels > channels)
    throw new NumericError(
      'latent-channels',
      `estimate ${entries} has more channels than the codec's ${channels}`,
    );
  const length = estimate.rows * estimate.cols * estimate.channels;
  if (estimate.mean.length !== length || estimate.errorShare.length !== length)
    throw new NumericError(
      'latent-shape',
      `estimate ${entries} needs ${length} entries, got ${estimate.mean.length} means and ${estimate.errorShare.length} error shares`,
    );
  const { mean } = estimate;
  for (let i = 0; i < length; i++) {
    const share = shareAt(estimate, i);
    if (!(share >= 0 && share <= 1) || !Number.isFinite(mean[i]))
      throw new NumericError(
        'latent-value',
        `estimate ${entries}: entry ${i} has mean ${mean[i]} and error share ${share}; ` +
          'expected a finite mean and a share between 0 and 1',
      );
  }
}

function shapeText({ rows, cols, channels }: LatentShape): string {
  return `[${rows}×${cols}, ${channels}]`;
}
