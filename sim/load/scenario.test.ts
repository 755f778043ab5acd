import { describe, expect, it } from 'vitest';
import { isLoadExperiment, type LoadInput, parseLoad } from './scenario.ts';

const asked = (changes: Record<string, unknown>) => ({
  kind: 'load',
  name: 'a',
  power: 'perUser',
  ...changes,
});

describe('an experiment on load', () => {
  it('has defaults for everything but its name and its power', () => {
    const parsed = parseLoad(asked({}));
    expect(parsed).toMatchObject({
      title: 'a',
      users: 8,
      access: ['omdma', 'semantic-group', 'round-robin'],
    });
    expect(parsed.offeredLoad).toEqual([0.25, 0.5, 0.75, 1, 2]);
    expect(isLoadExperiment(asked({}))).toBe(true);
    expect(isLoadExperiment({ name: 'a' })).toBe(false);
  });

  it.each<[Partial<Record<keyof LoadInput, unknown>>, string]>([
    [{ bandwidthHz: 0 }, 'bandwidthHz: 0 is not a positive number of hertz'],
    [{ offeredLoad: [0.5, 0] }, 'offeredLoad: 0 is not a number above 0 and at most 64'],
    [{ offeredLoad: 1, picturesPerS: 3 }, 'picturesPerS: says the same as offeredLoad in other units'],
    [{ users: 65 }, 'users: 65 is not a whole number between 1 and 64'],
    [{ gains: [0, 1] }, 'gains: has 2 values for 8 users'],
    [{ propagationUs: [1] }, 'propagationUs: has 1 values for 8 users'],
    [{ access: 'aloha' }, 'access: "aloha" is not one of omdma, omdma-unslotted'],
    [{ traffic: { kind: 'trace' } }, 'traffic.file: nothing is not the path of a file'],
    [{ traffic: { kind: 'trace', file: 'x' }, offeredLoad: 1 }, 'offeredLoad: a trace has a load of its own'],
    [{ mobility: {} }, 'mobility: needs one of coherenceMs and dopplerHz'],
    [{ arq: { minQualityDb: 20, maxTries: 0 } }, 'arq.maxTries: 0 is not a whole number between 1 and 16'],
    [{ arq: {} }, 'arq.minQualityDb: nothing is not a number between 0 and 60'],
    [{ arq: { minQuality: 20 } }, 'unknown key; did you mean minQualityDb?'],
    [{ deadlineMs: -1 }, 'deadlineMs: -1 is not a positive number of milliseconds'],
    [{ power: 'total' }, 'power: "total" is not \'perUser\''],
    [{ pictures: 10 }, 'pictures: 10 is not a whole number between 60'],
  ])('refuses %o', (changes, message) => {
    let text = '';
    try {
      parseLoad(asked(changes));
    } catch (error) {
      text = String(error);
    }
    expect(text).toContain(message);
  });
});
