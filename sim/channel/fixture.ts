/** White Gaussian latents through a channel, for tests: the estimate of every entry has the error that its share says. */
import { fillNormal } from '../../kernels/random/normal.ts';
import { randomStream } from '../../kernels/random/stream.ts';
import type { Latent } from '../../models/codec/latent.ts';
import { exchangeFrame, type FrameSettings, type Reception } from '../cell/schemes.ts';
import { type ChannelInput, channelSchema } from './settings.ts';

export interface FrameRecipe extends Partial<Pick<FrameSettings, 'scheme' | 'snrDb' | 'power'>> {
  readonly channel: ChannelInput;
  readonly users?: number;
  /** Tokens of four entries each. */
  readonly tokens?: number;
  readonly frame?: number;
  readonly seed?: number;
  readonly bandwidthHz?: number;
}

export function keyOf(user: number): Uint8Array {
  return new Uint8Array(32).fill(user + 1);
}

export function whiteLatent(user: number, frame: number, tokens: number): Latent {
  const values = fillNormal(randomStream('source', user, frame), new Float32Array(4 * tokens));
  return { rows: 1, cols: tokens, channels: 4, width: 4 * tokens, height: 4, values };
}

export function frameOver(recipe: FrameRecipe): Reception[] {
  const { channel, users = 1, tokens = 2500, frame = 0, seed = 1, bandwidthHz = 20e6 } = recipe;
  const { scheme = 'superposed', snrDb = 5, power = 'perUser' } = recipe;
  const senders = Array.from({ length: users }, (_, user) => ({
    user,
    latent: whiteLatent(user, frame, tokens),
    gain: { re: 1, im: 0 },
    key: keyOf(user),
  }));
  return exchangeFrame(senders, {
    ...{ scheme, snrDb, power, frame, channels: 4 },
    streamName: [seed, 'test', snrDb, frame],
    air: { settings: channelSchema.parse(channel), bandwidthHz, frameName: [seed, 'test', frame] },
  });
}

/** Squared error of every entry. */
export function squaredErrors({ sent, estimate }: Pick<Reception, 'sent' | 'estimate'>): Float64Array {
  return Float64Array.from(estimate.mean, (mean, i) => (mean - sent.values[i]) ** 2);
}

/** Mean over values, and its distance from `expected` in standard errors of independent values. */
export function deviation(values: readonly number[], expected: number): number {
  const mean = values.reduce((sum, x) => sum + x, 0) / values.length;
  const variance = values.reduce((sum, x) => sum + (x - mean) ** 2, 0) / (values.length - 1);
  return Math.abs(mean - expected) / Math.sqrt(variance / values.length);
}

/**
 * How far the errors are from their shares, in standard errors, where shares differ: Σ (e² − β)(β − β̄) is 0 in the mean when
 * each entry has its own share, and far from it when shares belong to other entries.
 */
export function miscalibration(errors: Float64Array, shares: Float32Array): number {
  const mean = shares.reduce((sum, beta) => sum + beta, 0) / shares.length;
  return deviation(
    Array.from(errors, (square, i) => (square - shares[i]) * (shares[i] - mean)),
    0,
  );
}
