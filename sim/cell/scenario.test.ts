import { describe, expect, it } from 'vitest';
import { ConfigError } from '../../kernels/errors.ts';
import { latentChannels } from '../bandwidthRatio.ts';
import { defineScenario, parseScenario } from './scenario.ts';

const minimal = { name: 'cell', power: 'perUser' } as const;

function problemsOf(input: unknown): string {
  try {
    parseScenario(input);
  } catch (error) {
    expect(error).toBeInstanceOf(ConfigError);
    return (error as ConfigError).message;
  }
  return 'no problem';
}

describe('parseScenario', () => {
  it('fills in every default', () => {
    expect(parseScenario(defineScenario(minimal))).toEqual({
      name: 'cell',
      title: 'cell',
      description: '',
      users: [4],
      snrDb: [0, 5, 10, 15, 20],
      power: 'perUser',
      schemes: ['omdma', 'superposed', 'gaussian', 'tdma'],
      denoiserSteps: [0, 1],
      cbr: '1/6',
      gains: 'unit',
      direction: 'uplink',
      shuffle: 'permutation+signs',
      shuffleUnit: 'scalar',
      cancellation: { iterations: 8, damping: 0.7, feedback: 'extrinsic', reencode: false },
      digital: { codec: 'avif', headers: 'free', powers: 'split' },
      trials: 16,
      images: { source: 'procedural', width: 64, height: 64 },
      bandwidthHz: 1e6,
      periodMs: 1000,
      gallery: { snrDb: 10, users: 4, schemes: ['omdma', 'superposed', 'gaussian', 'tdma'] },
    });
  });

  it('makes lists of single values', () => {
    const { users, snrDb, schemes } = parseScenario({ ...minimal, users: 2, snrDb: -5, schemes: 'tdma' });
    expect({ users, snrDb, schemes }).toEqual({ users: [2], snrDb: [-5], schemes: ['tdma'] });
  });

  it('is stable: a parsed scenario parses to itself', () => {
    const once = parseScenario({ ...minimal, users: [2, 4], gains: [0, 0, -3, -3] });
    expect(parseScenario(once)).toEqual(once);
  });

  it.each([
    [{ snrDb: 'ten' }, 'snrDb: "ten" is not a number or a list of numbers between -30 and 60'],
    [{ snrDb: [0, 'ten', 99] }, 'snrDb: "ten", 99 is not a number or a list of numbers between -30 and 60'],
    [{ snrDb: Number.NaN }, 'snrDb: null is not a number or a list of numbers between -30 and 60'],
    [{ snrDb: [] }, 'snrDb: the list is empty; give a number or a list of numbers between -30 and 60'],
    [{ snrDb: [5, 5] }, 'snrDb: 5 is listed twice'],
    [{ users: 0 }, 'users: 0 is not a whole number between 1 and 64, or a list of them'],
    [{ users: 1e6 }, 'users: 1000000 is not a whole number between 1 and 64, or a list of them'],
    [{ power: 'each' }, "power: \"each\" is not 'perUser' or 'total'"],
    [{ power: undefined }, "power: nothing is not 'perUser' or 'total'"],
    [
      { schemes: ['cdma'] },
      'schemes: "cdma" is not one of omdma, omdma-pic, omdma-sic, superposed, gaussian, tdma, noma-sic, digital, or a list of them',
    ],
    [
      { cbr: '1/7' },
      "cbr: \"1/7\" is not a bandwidth ratio c/96 with a whole c between 1 and 16, such as '1/6' or '1/12'",
    ],
    [{ trials: 1 }, 'trials: 1 is not a whole number between 2 and 10000'],
    [{ images: { width: 8 } }, 'images.width: 8 is not a whole number of pixels between 16 and 2048'],
    [{ users: [2, 3], gains: [0, 1] }, 'gains: 2 gains for 3 users; give one for each'],
    [
      { users: [9, 12], cbr: '1/12', schemes: 'tdma' },
      'users: 9 users cannot take turns at cbr 1/12: tdma shares 8 latent channels among at most 8 users',
    ],
    [{ gallery: { snrDb: 7 } }, 'gallery.snrDb: 7 is not on the grid: 0, 5, 10, 15, 20'],
    [{ snrDB: 3 }, 'snrDB: unknown key; did you mean snrDb?'],
    [{ images: { widht: 3 } }, 'images.widht: unknown key; did you mean width?'],
    [
      { schemes: ['omdma', 'digital', 'noma-sic'], channel: ['awgn', 'rayleigh'] },
      'channel: digital and noma-sic are simulated over flat gains and white noise only, not over "rayleigh"; leave out one or the other',
    ],
    [
      { schemes: 'omdma-pic', direction: 'downlink' },
      'direction: omdma-pic and omdma-sic need a receiver that holds all keys; in the downlink every user holds only its own',
    ],
    [
      { direction: 'downlink', channels: { car: { fading: { time: 'block' }, pilots: 2 } } },
      'direction: pilots and impairments are simulated in the uplink only, and "car" has some',
    ],
    [{ direction: 'sideways' }, 'direction: "sideways" is not one of uplink, downlink'],
    [{ shuffleUnit: 'row' }, 'shuffleUnit: "row" is not one of scalar, symbol, token'],
    [{ digital: { powers: 'equal' } }, "digital.powers: \"equal\" is not 'split' or 'given'"],
    [{ digital: { codek: 'webp' } }, 'digital.codek: unknown key; did you mean codec?'],
    [{ shuffle: 'signs' }, 'shuffle: "signs" is not one of permutation, permutation+signs'],
    [{ cancellation: { damping: 0 } }, 'cancellation.damping: 0 is not a number between 0.05 and 1'],
    [{ cancellation: { iteration: 3 } }, 'cancellation.iteration: unknown key; did you mean iterations?'],
    [{ gallery: { x: 3 } }, 'gallery.x: unknown key; known are snrDb, users, schemes'],
  ])('refuses %j', (change, message) => {
    expect(problemsOf({ ...minimal, ...change })).toBe(message);
  });

  it('takes numbers of users that a scheme cannot serve beside others that it can', () => {
    const { users } = parseScenario({ ...minimal, users: [2, 32], schemes: ['omdma', 'tdma'] });
    expect(users).toEqual([2, 32]);
  });

  it('lists every problem', () => {
    const problems = problemsOf({ name: 'cell', snrDb: 'ten', users: 0, denosierSteps: 1 }).split('\n');
    expect(problems.map(line => line.split(':')[0]).sort()).toEqual([
      'denosierSteps',
      'power',
      'snrDb',
      'users',
    ]);
  });

  it.each([null, 'omdma', [1], undefined])('refuses %j for a scenario', input => {
    expect(problemsOf(input)).toMatch(/^a scenario is an object, not /);
  });
});

describe('latentChannels', () => {
  it.each([
    ['1/6', 16],
    ['1/12', 8],
    ['1 / 96', 1],
    [1 / 6, 16],
    [0.125, 12],
  ])('%s leaves %d channels', (cbr, channels) => {
    expect(latentChannels(cbr)).toBe(channels);
  });
});
