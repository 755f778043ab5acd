import { z } from 'zod';
import { LATENT_CHANNELS, PATCH_VALUES } from '../models/codec/latent.ts';
import type { SchemeName } from './results.ts';
import {
  aboutFields,
  isNumberIn,
  isOneOf,
  isWholeIn,
  one,
  oneOrMore,
  parseFields,
  show,
} from './scenarioFields.ts';

/** Real latent entries per token at cbr 1: a complex use per source value, and a complex use carries two. */
const ENTRIES_PER_CBR = 2 * PATCH_VALUES;
const SCHEMES: readonly SchemeName[] = ['omdma', 'superposed', 'gaussian', 'tdma'];

const snr = 'a number or a list of numbers between -30 and 60';
const scheme = `one of ${SCHEMES.join(', ')}, or a list of them`;
const pixels = one<number>('a whole number of pixels between 16 and 2048', isWholeIn(16, 2048));

const images = z.strictObject({
  /** 'procedural', or a folder of pictures, one picture, or a CIFAR-10 binary file. */
  source: one<string>(
    "'procedural' or the path of a folder of pictures",
    value => typeof value === 'string' && value.length > 0,
  ).default('procedural'),
  /** Size of procedural pictures in pixels. */
  width: pixels.default(64),
  height: pixels.default(64),
});

/** The condition whose received pictures and residual shapes are kept; it must lie on the grid. */
const gallery = z.strictObject({
  /** Default: the middle one of the scenario's. */
  snrDb: one<number>('a number between -30 and 60', isNumberIn(-30, 60)).optional(),
  /** Default: the largest of the scenario's. */
  users: one<number>('a whole number between 1 and 64', isWholeIn(1, 64)).optional(),
  /** Default: all of the scenario's. */
  schemes: oneOrMore<SchemeName>(scheme, isOneOf(SCHEMES)).optional(),
});

const fields = z.strictObject({
  ...aboutFields,
  /** Users that share the band. */
  users: oneOrMore<number>('a whole number between 1 and 64, or a list of them', isWholeIn(1, 64)).default([
    4,
  ]),
  /** 10 log10(P/N0) per complex channel use; `power` says what P is. */
  snrDb: oneOrMore<number>(snr, isNumberIn(-30, 60)).default([0, 5, 10, 15, 20]),
  /** Whether P is the mean power of each user, or of all users together. */
  power: one<'perUser' | 'total'>("'perUser' or 'total'", isOneOf(['perUser', 'total'])),
  schemes: oneOrMore<SchemeName>(scheme, isOneOf(SCHEMES)).default(SCHEMES),
  /** Steps of the denoiser at the receiver; 0 = none. */
  denoiserSteps: oneOrMore<number>(
    'a whole number between 0 and 50, or a list of them',
    isWholeIn(0, 50),
  ).default([0, 1]),
  /** Bandwidth ratio: complex channel uses per source value, a number or a fraction such as '1/12'. */
  cbr: one<string | number>(
    `a bandwidth ratio c/${ENTRIES_PER_CBR} with a whole c between 1 and ${LATENT_CHANNELS}, such as '1/6' or '1/12'`,
    value => Number.isInteger(channelsAt(value)),
  ).default('1/6'),
  /** Mean channel gain |h|² of each user in dB; 'unit' = 0 dB for all. */
  gains: one<'unit' | readonly number[]>(
    "'unit' or a list of gains between -60 and 60 dB, one per user",
    value =>
      value === 'unit' || (Array.isArray(value) && value.length > 0 && value.every(isNumberIn(-60, 60))),
  ).default('unit'),
  /** Pictures that each user sends. At least two, so that every estimate has an interval. */
  trials: one<number>('a whole number between 2 and 10000', isWholeIn(2, 10000)).default(16),
  images: images.prefault({}),
  bandwidthHz: one<number>('a number between 1 and 1e12', isNumberIn(1, 1e12)).default(1e6),
  /** Time from one picture of a user to the next. */
  periodMs: one<number>('a number between 0.001 and 1e6', isNumberIn(1e-3, 1e6)).default(1000),
  gallery: gallery.prefault({}),
});

const schema = fields
  .superRefine((scenario, context) => {
    const { users, snrDb, schemes, gains } = scenario;
    const outside = (path: string[], value: unknown, valid: readonly unknown[]) =>
      context.addIssue({
        code: 'custom',
        path,
        message: `${show(value)} is not on the grid: ${valid.join(', ')}`,
      });
    if (gains !== 'unit' && gains.length < Math.max(...users))
      context.addIssue({
        code: 'custom',
        path: ['gains'],
        message: `${gains.length} gains for ${Math.max(...users)} users; give one for each`,
      });
    const channels = channelsAt(scenario.cbr);
    if (schemes.includes('tdma') && Math.max(...users) > channels)
      context.addIssue({
        code: 'custom',
        path: ['users'],
        message: `${Math.max(...users)} users cannot take turns at cbr ${scenario.cbr}: tdma shares ${channels} latent channels among at most ${channels} users`,
      });
    const wanted = scenario.gallery;
    if (wanted.snrDb !== undefined && !snrDb.includes(wanted.snrDb))
      outside(['gallery', 'snrDb'], wanted.snrDb, snrDb);
    if (wanted.users !== undefined && !users.includes(wanted.users))
      outside(['gallery', 'users'], wanted.users, users);
    for (const name of wanted.schemes ?? [])
      if (!schemes.includes(name)) outside(['gallery', 'schemes'], name, schemes);
  })
  .transform(scenario => ({
    ...scenario,
    title: scenario.title ?? scenario.name,
    gallery: {
      snrDb: scenario.gallery.snrDb ?? scenario.snrDb[scenario.snrDb.length >> 1],
      users: scenario.gallery.users ?? Math.max(...scenario.users),
      schemes: scenario.gallery.schemes ?? scenario.schemes,
    },
  }));

/** What a scenario file may say. */
export type ScenarioInput = z.input<typeof schema>;

/** A scenario after defaults: every field present, every grid axis a list. */
export type Scenario = z.output<typeof schema>;

/** Gives a scenario file its types. Defaults and checks come later, after `--set`: see `parseScenario`. */
export function defineScenario(scenario: ScenarioInput): ScenarioInput {
  return scenario;
}

/** Fills in defaults and checks. Throws a `ConfigError` that lists every problem with its path, value and what is valid. */
export function parseScenario(input: unknown): Scenario {
  return parseFields(schema, input, 'a scenario', keysAt);
}

/** Real latent entries per token that a bandwidth ratio leaves: 96 · cbr. */
export function latentChannels(cbr: Scenario['cbr']): number {
  return channelsAt(cbr);
}

function channelsAt(cbr: unknown): number {
  const fraction = typeof cbr === 'string' ? /^\s*(\d+)\s*\/\s*(\d+)\s*$/.exec(cbr) : null;
  const ratio = fraction
    ? Number(fraction[1]) / Number(fraction[2])
    : typeof cbr === 'number'
      ? cbr
      : Number.NaN;
  const channels = Math.round(ratio * ENTRIES_PER_CBR);
  const exact = Math.abs(ratio * ENTRIES_PER_CBR - channels) < 1e-9;
  return exact && channels >= 1 && channels <= LATENT_CHANNELS ? channels : Number.NaN;
}

function keysAt(path: string): string[] {
  return Object.keys(path === 'images' ? images.shape : path === 'gallery' ? gallery.shape : fields.shape);
}
