import { dbToLinear } from '../../kernels/power.ts';
import type { RandomStream } from '../../kernels/random/stream.ts';
import { below, uniform } from '../../kernels/random/uniform.ts';
import { LATENT_CHANNELS } from '../codec/latent.ts';

/** What one training picture meets on its way: how many latent channels are sent, and the noise variance per real entry. */
export interface Condition {
  readonly channels: number;
  readonly noiseVar: number;
  /** Weight of the picture's squared error in the loss. */
  readonly weight: number;
}

/**
 * A condition for the codec alone. SNR per complex use: one picture in eight in −15…−5 dB, where several users share the air; five in eight in
 * −2…7 dB, where most links work and a decibel is dearest; the others anywhere in −5…20 dB.
 */
export function codecCondition(stream: RandomStream): Condition {
  const channels = drawChannels(stream);
  const range = 8 * uniform(stream);
  const [low, high] = range < 1 ? [-15, -5] : range < 6 ? [-2, 7] : [-5, 20];
  return pictureCondition(channels, low + (high - low) * uniform(stream));
}

/** A condition for codec and denoiser together: one picture in four in −15…−5 dB, where the denoiser has its working day, the others in −5…20 dB. */
export function systemCondition(stream: RandomStream): Condition {
  const channels = drawChannels(stream);
  const snrDb = uniform(stream) < 3 / 4 ? -5 + 25 * uniform(stream) : -15 + 10 * uniform(stream);
  return pictureCondition(channels, snrDb);
}

/** The squared error grows about like √v, so a weight of v^−0.4 lets every SNR count about equally in dB; the bounds keep the extremes from ruling. */
function pictureCondition(channels: number, snrDb: number): Condition {
  const noiseVar = 1 / dbToLinear(snrDb);
  return { channels, noiseVar, weight: clamp((noiseVar / 0.1) ** -0.4, 0.25, 2.5) };
}

/** A condition for the denoiser: the low SNRs are its working day, so half of the pictures lie in −12…2 dB, the rest in −20…20 dB. */
export function denoiserCondition(stream: RandomStream): Condition {
  const channels = drawChannels(stream);
  const snrDb = uniform(stream) < 0.5 ? -12 + 14 * uniform(stream) : -20 + 40 * uniform(stream);
  const noiseVar = 1 / dbToLinear(snrDb);
  return { channels, noiseVar, weight: clamp(noiseVar ** -0.3, 0.5, 4) };
}

/**
 * The same condition for every picture: all channels, noise of share β = v/(1+v).
 *
 * @param beta in (0, 1)
 */
export function fixedShare(beta: number): () => Condition {
  const condition = { channels: LATENT_CHANNELS, noiseVar: beta / (1 - beta), weight: 1 };
  return () => condition;
}

/** Seven pictures in twenty at each of the two main rates, one in ten at a quarter of the channels (four users in turns), two in ten at any. */
function drawChannels(stream: RandomStream): number {
  const rate = uniform(stream);
  if (rate < 0.35) return LATENT_CHANNELS;
  if (rate < 0.7) return LATENT_CHANNELS / 2;
  if (rate < 0.8) return LATENT_CHANNELS / 4;
  return 1 + below(stream, LATENT_CHANNELS - 1);
}

function clamp(value: number, low: number, high: number): number {
  return Math.min(high, Math.max(low, value));
}
