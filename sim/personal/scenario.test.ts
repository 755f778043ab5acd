import { describe, expect, it } from 'vitest';
import { ConfigError } from '../../kernels/errors.ts';
import shipped from '../../scenarios/personal-models.ts';
import { applySettings } from '../settings.ts';
import { definePersonal, isPersonal, parsePersonal } from './scenario.ts';

const least = definePersonal({ name: 'mine', power: 'perUser' });

function problems(changes: Record<string, unknown>): string[] {
  try {
    parsePersonal({ ...least, ...changes });
  } catch (error) {
    if (error instanceof ConfigError) return error.problems.map(({ path, message }) => `${path}: ${message}`);
    throw error;
  }
  return [];
}

describe('parsePersonal', () => {
  it('fills in defaults', () => {
    expect(parsePersonal(least)).toEqual({
      name: 'mine',
      title: 'mine',
      description: '',
      users: 4,
      snrDb: [0, 10, 20],
      power: 'perUser',
      models: ['adapted', 'personal', 'rotated'],
      fineTuning: { steps: 60, pictures: 12, learningRate: 1e-3 },
      cbr: '1/6',
      trials: 48,
      images: { width: 64, height: 64 },
      gallery: 4,
      kind: 'personal',
    });
  });

  it('takes what the command line sets', () => {
    const changed = applySettings(shipped, ['models=rotated', 'snrDb=20,0', 'users=2', 'images.sources=a,b']);
    expect(parsePersonal(changed)).toMatchObject({
      models: ['rotated'],
      snrDb: [0, 20],
      images: { sources: ['a', 'b'] },
    });
  });

  it('lists every problem with its path, value and what is valid', () => {
    expect(problems({ power: 'total', users: 1, models: ['universal'], fineTuning: { step: 3 } })).toEqual([
      'users: 1 is not a whole number between 2 and 16',
      'power: "total" is not \'perUser\': every user has the power P',
      'models: "universal" is not one of adapted, personal, rotated, or a list of them',
      'fineTuning.step: unknown key; did you mean steps?',
    ]);
    expect(problems({ images: { width: 16, sources: ['a', 'b', 'c'] } })).toEqual([
      'images.width: 16 is below 32, the side of the crops that codecs are trained on',
      'images.sources: 3 paths for 4 users; give one for each, or one CIFAR-10 file (.bin)',
    ]);
  });

  it('is told from other kinds of scenario', () => {
    expect([isPersonal(shipped), isPersonal({ name: 'x' })]).toEqual([true, false]);
  });
});
