import { describe, expect, it } from 'vitest';
import { image } from '../../kernels/image.ts';
import { estimate } from '../estimate.ts';
import { overFrames, qualityScores } from './quality.ts';

/** A grey picture of one value. */
function grey(value: number) {
  return image(16, 16, new Float32Array(16 * 16 * 3).fill(value));
}

describe('overFrames', () => {
  it('takes frames, not users, for independent: users that agree narrow nothing', () => {
    const frames = [20, 21, 23];
    expect(overFrames(frames.map(value => [value, value, value, value]))).toEqual(estimate(frames));
  });

  it('averages over the users of a frame first', () => {
    const values = [
      [19, 21],
      [20, 24],
    ];
    expect(overFrames(values)).toEqual(estimate([20, 22]));
  });
});

describe('qualityScores', () => {
  it('gives the same estimates in whatever order pictures come, and knows when all have come', () => {
    const pictures = [0, 1].flatMap(trial =>
      [0, 1].map(user => ({ trial, user, received: grey(0.1 + 0.1 * (2 * trial + user)) })),
    );
    const [forward, backward] = [pictures, pictures.toReversed()].map(order => {
      const scores = qualityScores(2, 2);
      for (const { trial, user, received } of order) {
        expect(scores.complete).toBe(false);
        scores.record(trial, user, grey(0), received);
      }
      expect(scores.complete).toBe(true);
      return scores.estimates();
    });
    expect(backward).toEqual(forward);
    // Constant errors of 0.1, 0.2 | 0.3, 0.4: PSNR = −20 log10(error).
    const frame = (a: number, b: number) => -10 * Math.log10(a) - 10 * Math.log10(b);
    expect(forward.psnrDb.mean).toBeCloseTo((frame(0.1, 0.2) + frame(0.3, 0.4)) / 2, 5);
    expect(forward.psnrDb.count).toBe(2);
  });

  it('gives the PSNR of each frame', () => {
    const scores = qualityScores(2, 2);
    for (const [trial, errors] of [
      [0.1, 0.2],
      [0.3, 0.4],
    ].entries())
      for (const [user, error] of errors.entries()) scores.record(trial, user, grey(0), grey(error));
    const [first, second] = scores.framePsnrDb();
    expect(first).toBeCloseTo(-10 * Math.log10(0.1 * 0.2), 5);
    expect(second).toBeCloseTo(-10 * Math.log10(0.3 * 0.4), 5);
  });
});
