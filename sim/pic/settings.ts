import { z } from 'zod';
import { isNumberIn, isOneOf, isWholeIn, one } from '../scenarioFields.ts';

type Feedback = 'extrinsic' | 'posterior';

/** How a receiver that knows all keys cancels users. */
export const cancellationSchema = z.strictObject({
  /** Most times that users are cancelled. A frame stops before when its residual no longer falls. */
  iterations: one<number>('a whole number between 1 and 50', isWholeIn(1, 50)).default(8),
  /** Share of the new estimate in what is taken away next; the rest is what was taken away before. */
  damping: one<number>('a number between 0.05 and 1', isNumberIn(0.05, 1)).default(0.7),
  /** What is taken away of a user: what the denoiser adds to what was received, or simply all that it returns. */
  feedback: one<Feedback>("'extrinsic' or 'posterior'", isOneOf(['extrinsic', 'posterior'])).default(
    'extrinsic',
  ),
  /** Whether the codec helps the denoiser: each latent is decoded and encoded again, and the mean of the two latents counts. */
  reencode: one<boolean>('true or false', value => typeof value === 'boolean').default(false),
});

export type CancellationSettings = z.output<typeof cancellationSchema>;
