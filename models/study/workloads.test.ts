import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ConfigError } from '../../kernels/errors.ts';
import { randomStream } from '../../kernels/random/stream.ts';
import { codecObjective } from '../codec/objective.ts';
import { elementCount } from '../graph/graph.ts';
import { collectWeights } from '../graph/weights.ts';
import { SHIPPED_MODELS } from '../weights/load.ts';
import { contestantNamed } from './contestants.ts';
import { readFrozenCodec } from './frozenCodec.ts';
import { openStudyPictures, type StudyPictures } from './pictures.ts';
import { openContest } from './trial.ts';
import { WORKLOADS } from './workload.ts';
import { studyWorkload } from './workloads.ts';

const SIZE = { width: 16, heads: 2, windows: 2 };
const codec = () => readFrozenCodec(SHIPPED_MODELS);

let folder = '';
let pictures: StudyPictures;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'semlink-study-'));
  pictures = await openStudyPictures('procedural', 1);
});
afterAll(() => rmSync(folder, { recursive: true }));

describe('studyWorkload', () => {
  it.each(WORKLOADS)('makes a %s that learns', async name => {
    const workload = studyWorkload(name, SIZE, pictures, codec);
    const step = contestantNamed('adamw').step(workload, 0.01);
    const contest = await openContest(workload, step, { device: 'cpu', threads: 1 });
    const trial = await contest.tryOnce({
      schedule: { peak: 0.01, warmupSteps: 1, steps: 25, decay: 0.4 },
      seed: 1,
      evaluations: 2,
    });
    await contest.close();
    expect(trial.diverged).toBe(false);
  });

  it.each(WORKLOADS)('draws the same batch of the %s from the same stream', async name => {
    const workload = studyWorkload(name, SIZE, pictures, codec);
    const draw = (part: 'training' | 'heldOut', seed: number) =>
      workload.batch(part, randomStream('test', seed));
    expect(await draw('training', 1)).toEqual(await draw('training', 1));
    expect((await draw('training', 2)).patches).not.toEqual((await draw('training', 1)).patches);
    expect((await draw('heldOut', 1)).patches).not.toEqual((await draw('training', 1)).patches);
  });
});

describe('readFrozenCodec', () => {
  it('reads the size of the shipped codec off its weights: its objective finds every weight, in the right length', () => {
    const { size, weights } = codec();
    for (const { name, shape } of collectWeights(codecObjective(1, size)))
      expect(weights(name).length, name).toBe(elementCount(shape));
  });
});

describe('openStudyPictures', () => {
  const record = (label: number, value: number) => [label, ...Array<number>(3072).fill(value)];
  const cifar = (count: number) => {
    const file = join(folder, `pictures-${count}.bin`);
    writeFileSync(file, Uint8Array.from(Array.from({ length: count }, (_, i) => record(i % 10, i)).flat()));
    return file;
  };

  it('holds out the last fifth of a CIFAR-10 file, with its own labels', async () => {
    const { labelled } = await openStudyPictures(cifar(60), 1);
    expect([labelled.training.count, labelled.heldOut.count]).toEqual([48, 12]);
    expect((await labelled.heldOut.read(0)).data[0]).toBeCloseTo(48 / 255, 6);
    expect(labelled.heldOut.label(0)).toBe(8);
    expect((await labelled.training.read(47)).data[0]).toBeCloseTo(47 / 255, 6);
  });

  it('keeps procedural pictures to train on and to measure on apart, and reads the same one twice', async () => {
    const { plain } = await openStudyPictures('procedural', 1);
    const [first, again, held] = [
      await plain.training.read(3),
      await plain.training.read(3),
      await plain.heldOut.read(3),
    ];
    expect(again).toEqual(first);
    expect(held.data).not.toEqual(first.data);
  });

  it('refuses pictures without labels, and a file of too few', async () => {
    await expect(openStudyPictures(folder, 1)).rejects.toThrow(ConfigError);
    await expect(openStudyPictures(folder, 1)).rejects.toThrow('the classifier needs pictures with labels');
    await expect(openStudyPictures(cifar(20), 1)).rejects.toThrow('holds 20 pictures, expected at least 50');
  });
});
