import { describe, expect, it } from 'vitest';
import { openStudyPictures } from '../../models/study/pictures.ts';
import { isTrial, type StudyRecord } from './records.ts';
import type { StudyResult } from './results.ts';
import { defineOptimizerStudy, parseOptimizerStudy } from './scenario.ts';
import { runStudy } from './study.ts';

const study = parseOptimizerStudy(
  defineOptimizerStudy({
    name: 'tiny',
    workloads: ['codec'],
    optimizers: ['sgd', 'adamw', 'muon:moonlight', 'normuon:paper', 'auon:paper'],
    steps: 10,
    seeds: 2,
    rates: [0.25, 4],
    evaluations: 2,
    diagnoses: 1,
    width: 8,
    heads: 1,
    windows: 2,
    costOptimizers: ['sgd', 'muon:kj'],
    costSizes: [16, 32],
  }),
);
const pictures = await openStudyPictures('procedural', 1);

/** Runs the study on what is finished already; `limit` records later the disk is full. */
function run(
  finished: readonly StudyRecord[],
  { limit = Number.POSITIVE_INFINITY, seed = 1, optimizers = study.optimizers } = {},
) {
  const appended: StudyRecord[] = [];
  const progress: number[] = [];
  const result = runStudy(
    { ...study, optimizers },
    {
      seed,
      pictures,
      codec: () => {
        throw new Error('the study has no denoiser');
      },
      session: { device: 'cpu', threads: 1 },
      store: {
        finished,
        append(record) {
          if (appended.length === limit) throw new Error('killed');
          appended.push(record);
        },
      },
      about: { models: [], deviceRequested: 'cpu', command: 'semlink run tiny' },
      onProgress: ({ runsDone }) => progress.push(runsDone),
    },
  );
  return { result, appended, progress };
}

/** A result without the fields that are times, or ratios of times. */
function timeless(result: StudyResult) {
  const times = ['seconds', 'secondsPerStep', 'overheadPercent', 'secondsSavedPercent', 'wallSeconds'];
  return JSON.parse(JSON.stringify(result, (key, value) => (times.includes(key) ? undefined : value)));
}

describe('runStudy', () => {
  const whole = run([]);

  it('goes on after a kill and gives the same bytes as an undisturbed run, but for the times', async () => {
    const undisturbed = await whole.result;
    expect(whole.appended.filter(isTrial)).toHaveLength(5 * (2 + 2));
    expect(whole.progress).toEqual(Array.from({ length: 5 * 4 + 4 }, (_, i) => i));

    const killed = run([], { limit: 7 });
    await expect(killed.result).rejects.toThrow('killed');
    const resumed = run(killed.appended);
    expect(timeless(await resumed.result)).toEqual(timeless(undisturbed));
    expect(resumed.appended).toHaveLength(whole.appended.length - 7);

    // From a full record nothing is trained again, so that even the times agree.
    const again = run(whole.appended);
    const { wallSeconds: _, ...provenance } = (await again.result).provenance;
    expect(again.appended).toEqual([]);
    expect({ ...(await again.result), provenance }).toEqual({
      ...undisturbed,
      provenance: expect.objectContaining(provenance),
    });
  });

  it('tells of every optimizer all that the study asks for', async () => {
    const { workloads, costs, provenance } = await whole.result;
    expect(workloads.map(({ workload }) => workload)).toEqual(['codec']);
    const [{ contestants, leads, hiddenParameters, parameters }] = workloads;
    expect(contestants.map(({ optimizer }) => optimizer)).toEqual(study.optimizers);
    for (const contestant of contestants) {
      expect(contestant.tries.map(({ multiple }) => multiple)).toEqual([0.25, 4]);
      expect(contestant.curve.map(({ step }) => step)).toEqual([0, 5, 10]);
      expect(contestant.edge).not.toBeNull();
      expect(contestant.updates.map(({ step }) => step)).toEqual([10]);
      expect(contestant.brake !== null).toBe(contestant.optimizer === 'auon:paper');
      expect(contestant.reach?.seeds).toBe(2);
    }
    const bytes = new Map(contestants.map(({ optimizer, stateBytes }) => [optimizer, stateBytes]));
    expect(bytes.get('adamw')).toBe(2 * 4 * parameters);
    expect(bytes.get('muon:moonlight')).toBe(4 * (hiddenParameters + 2 * (parameters - hiddenParameters)));
    expect(contestants[0].overheadPercent).toBe(0);
    expect(leads.map(({ of, against }) => [of, against])).toEqual([['normuon:paper', 'muon:moonlight']]);
    expect(costs.map(({ optimizer, size }) => `${optimizer} ${size}`)).toEqual([
      'sgd 16',
      'muon:kj 16',
      'sgd 32',
      'muon:kj 32',
    ]);
    expect(provenance).toMatchObject({ seed: 1, deviceUsed: 'cpu', images: pictures.name });
  });

  it('depends on the seed', async () => {
    const [first, second] = [await whole.result, await run([], { seed: 2, optimizers: ['sgd'] }).result];
    expect(second.workloads[0].contestants[0].finalLoss).not.toEqual(
      first.workloads[0].contestants[0].finalLoss,
    );
  });
});
