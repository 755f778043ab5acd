/** Latents that repeat each entry four times, their exact denoiser, and frames of several users, for tests. */
import { fillNormal } from '../../kernels/random/normal.ts';
import { randomStream } from '../../kernels/random/stream.ts';
import type { Denoiser } from '../../models/codec/codec.ts';
import type { Latent, LatentEstimate } from '../../models/codec/latent.ts';
import { exchangeFrame, type FrameSettings, type Sender } from '../cell/schemes.ts';
import { keyOf } from '../channel/fixture.ts';
import type { JointFrame } from './listening.ts';

/** Entries of a token: one normal number, four times. */
const COPIES = 4;

export function repeatedLatent(user: number, frame: number, tokens: number): Latent {
  const numbers = fillNormal(randomStream('repeated', user, frame), new Float32Array(tokens));
  const values = Float32Array.from({ length: COPIES * tokens }, (_, i) => numbers[Math.floor(i / COPIES)]);
  return { rows: 1, cols: tokens, channels: COPIES, width: 4 * tokens, height: 4, values };
}

/**
 * The posterior mean of repeated entries. At equal noise v it leaves e = v/(4 + v); what it adds to an entry itself, from the three others, has
 * τ = v/(3 + v).
 */
export const repetitionDenoiser: Denoiser = {
  denoise: async estimates =>
    estimates.map(estimate => {
      const mean = estimate.mean.slice();
      const errorShare = estimate.errorShare.slice();
      for (let i = 0; i < mean.length; i += COPIES) {
        let precision = 1;
        let sum = 0;
        for (let j = i; j < i + COPIES; j++) {
          precision += 1 / estimate.errorShare[j] - 1;
          sum += estimate.mean[j] / estimate.errorShare[j];
        }
        mean.fill(sum / precision, i, i + COPIES);
        errorShare.fill(1 / precision, i, i + COPIES);
      }
      return { ...estimate, mean, errorShare };
    }),
};

/** Users of one frame, each with a gain of its own phase; powers |h_k|² in dB, 0 unless given. */
export function sendersOf(
  latents: readonly Latent[],
  gainsDb: readonly number[] = latents.map(() => 0),
): Sender[] {
  return latents.map((latent, user) => {
    const amplitude = 10 ** (gainsDb[user] / 20);
    const gain = { re: amplitude * Math.cos(1 + user), im: amplitude * Math.sin(1 + user) };
    return { user, latent, gain, key: keyOf(user) };
  });
}

export function jointFrameOf(senders: readonly Sender[], changes: Partial<FrameSettings> = {}): JointFrame {
  const frame = changes.frame ?? 0;
  const settings = {
    scheme: 'omdma-pic',
    channels: 4,
    power: 'perUser',
    snrDb: 20,
    frame,
    ...changes,
  } as const;
  const receptions = exchangeFrame(senders, { streamName: [1, 'test', frame], ...settings });
  return { receptions, superposition: receptions[0].superposition! };
}

/** A denoiser that knows the latents: of those, the one that is most like what it hears. */
export function oracle(
  latents: readonly Latent[],
  answer: (latent: Latent, heard: LatentEstimate) => Pick<LatentEstimate, 'mean' | 'errorShare'> = ({
    values,
  }) => ({ mean: values, errorShare: new Float32Array(values.length) }),
): Denoiser {
  const likeness = (a: Float32Array, b: Float32Array) => a.reduce((sum, x, i) => sum + x * b[i], 0);
  return {
    denoise: async estimates =>
      estimates.map(heard => {
        const scores = latents.map(({ values }) => likeness(values, heard.mean));
        return { ...heard, ...answer(latents[scores.indexOf(Math.max(...scores))], heard) };
      }),
  };
}
