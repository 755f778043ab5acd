import { describe, expect, it } from 'vitest';
import { ConfigError } from '../../kernels/errors.ts';
import shipped from '../../scenarios/optimizers.ts';
import { defineScenario } from '../cell/scenario.ts';
import { defineOptimizerStudy, isOptimizerStudy, parseOptimizerStudy } from './scenario.ts';

function problems(changes: Record<string, unknown>) {
  try {
    parseOptimizerStudy({ ...shipped, ...changes });
  } catch (error) {
    if (error instanceof ConfigError) return error.problems.map(({ path, message }) => `${path}: ${message}`);
    throw error;
  }
  return [];
}

describe('parseOptimizerStudy', () => {
  it('fills in defaults, sorts rates and sizes, and makes lists of single values', () => {
    const study = parseOptimizerStudy(
      defineOptimizerStudy({ name: 'mine', rates: [4, 1], costSizes: [512, 64], workloads: 'codec' }),
    );
    expect(study).toMatchObject({
      title: 'mine',
      rates: [1, 4],
      costSizes: [64, 512],
      workloads: ['codec'],
      seeds: 3,
      images: 'procedural',
    });
    expect(study.optimizers).toContain('normuon:paper');
  });

  it('takes the study that comes with semlink', () => {
    expect(parseOptimizerStudy(shipped).workloads).toEqual(['codec', 'denoiser', 'classifier']);
    expect(parseOptimizerStudy(shipped).seeds).toBeGreaterThanOrEqual(3);
  });

  it('lists every problem with its path, its value and what is valid', () => {
    expect(problems({ stesp: 3, seeds: 1, optimizers: ['adamw', 'lion'], heads: 3, images: 7 })).toEqual([
      expect.stringMatching(/^optimizers: "lion" is not one of sgd, adamw, .*normuon:paper/),
      'seeds: 1 is not a whole number between 2 and 32',
      "images: 7 is not 'procedural' or the path of a CIFAR-10 file (.bin)",
      'stesp: unknown key; did you mean steps?',
    ]);
    expect(problems({ heads: 3, steps: 12, evaluations: 20, diagnoses: 13 })).toEqual([
      'heads: 3 does not divide the width 64',
      'evaluations: 20 is more than the 12 steps',
      'diagnoses: 13 is more than the 12 steps',
    ]);
    expect(() => parseOptimizerStudy([])).toThrow('a study is an object, not []');
  });

  it('tells a study from a scenario', () => {
    expect(isOptimizerStudy(shipped)).toBe(true);
    expect(isOptimizerStudy(defineScenario({ name: 'cell', power: 'total' }))).toBe(false);
    expect(isOptimizerStudy(undefined)).toBe(false);
  });
});
