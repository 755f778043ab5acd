import { describe, expect, it } from 'vitest';
import { contestantNamed } from './contestants.ts';
import { linearWorkload } from './fixture.ts';
import { evenly, openContest, type Trial, type TrialOptions } from './trial.ts';
import { updateShape } from './updateShape.ts';
import type { Workload } from './workload.ts';

const SCHEDULE = { warmupSteps: 2, steps: 30, decay: 0.4 };

async function trial(
  optimizer: string,
  rate: number,
  { workload = linearWorkload(), ...options }: Partial<TrialOptions> & { workload?: Workload } = {},
): Promise<Trial> {
  const contest = await openContest(workload, contestantNamed(optimizer).step(workload, rate), {
    device: 'cpu',
    threads: 1,
  });
  const result = await contest.tryOnce({
    schedule: { ...SCHEDULE, peak: rate },
    seed: 1,
    evaluations: 5,
    ...options,
  });
  await contest.close();
  return result;
}

/** Everything but the times. */
function timeless({ points, secondsPerStep: _, ...rest }: Trial) {
  return { ...rest, points: points.map(({ seconds: _, ...point }) => point) };
}

describe('openContest', () => {
  it('gives the same numbers for the same seed, others for another', async () => {
    const diagnosis = { count: 3, shapeOf: updateShape };
    const first = await trial('muon:kj', 0.02, { diagnosis });
    expect(timeless(await trial('muon:kj', 0.02, { diagnosis }))).toEqual(timeless(first));
    expect((await trial('muon:kj', 0.02, { seed: 2 })).finalLoss).not.toBe(first.finalLoss);
    expect(first.points.map(({ step }) => step)).toEqual([0, 6, 12, 18, 24, 30]);
    expect(first.updates.map(({ step }) => step)).toEqual([10, 20, 30]);
  });

  it('learns, and tells the time it took', async () => {
    const { points, finalLoss, diverged, secondsPerStep } = await trial('adamw', 0.05);
    expect(diverged).toBe(false);
    expect(finalLoss).toBeLessThan(0.5 * points[0].heldOutLoss);
    expect(points.at(-1)!.heldOutLoss).toBe(finalLoss);
    expect(secondsPerStep).toBeGreaterThan(0);
    points.forEach(({ seconds }, i) => {
      if (i > 0) expect(seconds).toBeGreaterThan(points[i - 1].seconds);
    });
  });

  it('shows every optimizer the same batches', async () => {
    const seenBy = async (optimizer: string) => {
      const inner = linearWorkload();
      const seen: number[] = [];
      const workload: Workload = {
        ...inner,
        async batch(part, stream) {
          const batch = await inner.batch(part, stream);
          seen.push(batch.x.data[0] as number);
          return batch;
        },
      };
      await trial(optimizer, 0.01, { workload });
      return seen;
    };
    const [first, second] = [await seenBy('sgd'), await seenBy('normuon:paper')];
    expect(second).toEqual(first);
    expect(new Set(first).size).toBe(first.length);
  });

  it('records a rate that is far too high as divergence, with what came before', async () => {
    const result = await trial('sgd', 1e4);
    expect(result.diverged).toBe(true);
    expect(result.points[0].step).toBe(0);
    for (const { heldOutLoss, trainingLoss } of result.points)
      expect([heldOutLoss, trainingLoss].every(Number.isFinite)).toBe(true);
  });

  it('ends where a loss is not a number, and keeps the points before', async () => {
    const result = await trial('adamw', 0.01, { workload: linearWorkload({ poison: 15 }) });
    expect(result).toMatchObject({ diverged: true, finalLoss: null });
    expect(result.points.map(({ step }) => step)).toEqual([0, 6, 12]);
  });
});

it('spreads whole numbers evenly', () => {
  expect(evenly(30, 4)).toEqual([8, 15, 23, 30]);
  expect(evenly(5, 5)).toEqual([1, 2, 3, 4, 5]);
  expect(evenly(9, 0)).toEqual([]);
});
