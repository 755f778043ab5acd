import { z } from 'zod';
import type { ShuffleKind } from '../../kernels/permutation.ts';
import { type BandwidthRatio, isBandwidthRatio, VALID_RATIO } from '../bandwidthRatio.ts';
import { channelFields, channelNameProblems, chosenChannels } from '../channel/names.ts';
import type { ChannelSettings } from '../channel/settings.ts';
import { channelKeysAt } from '../channel/settings.ts';
import { digitalSchema } from '../digital/settings.ts';
import { cancellationSchema } from '../pic/settings.ts';
import {
  aboutFields,
  denoiserStepsField,
  imageFields,
  isNumberIn,
  isOneOf,
  isWholeIn,
  one,
  oneOrMore,
  parseFields,
  show,
  snrDbField,
} from '../scenarioFields.ts';
import { mostUsers } from './place.ts';
import { NO_KEYS } from './receive.ts';
import { isDigital, SCHEME_NAMES, type SchemeName } from './results.ts';
import { DEFAULT_SHUFFLE, type Direction, type ShuffleUnit } from './schemes.ts';

/** Schemes of one pass of the networks: those that run unless a scenario says otherwise. */
const ONE_PASS: readonly SchemeName[] = ['omdma', 'superposed', 'gaussian', 'tdma'];

const SHUFFLES: readonly ShuffleKind[] = ['permutation', 'permutation+signs'];
const UNITS: readonly ShuffleUnit[] = ['scalar', 'symbol', 'token'];
const DIRECTIONS: readonly Direction[] = ['uplink', 'downlink'];

const scheme = `one of ${SCHEME_NAMES.join(', ')}, or a list of them`;
const images = z.strictObject(imageFields);

/** The condition whose received pictures and residual shapes are kept; it must lie on the grid. */
const gallery = z.strictObject({
  /** Default: the middle one of the scenario's. */
  snrDb: one<number>('a number between -30 and 60', isNumberIn(-30, 60)).optional(),
  /** Default: the largest of the scenario's. */
  users: one<number>('a whole number between 1 and 64', isWholeIn(1, 64)).optional(),
  /** Default: all of the scenario's. */
  schemes: oneOrMore<SchemeName>(scheme, isOneOf(SCHEME_NAMES)).optional(),
});

const fields = z.strictObject({
  ...aboutFields,
  /** Users that share the band. */
  users: oneOrMore<number>('a whole number between 1 and 64, or a list of them', isWholeIn(1, 64)).default([
    4,
  ]),
  /** 10 log10(P/N0) per complex channel use; `power` says what P is. */
  snrDb: snrDbField.default([0, 5, 10, 15, 20]),
  /** Whether P is the mean power of each user, or of all users together. */
  power: one<'perUser' | 'total'>("'perUser' or 'total'", isOneOf(['perUser', 'total'])),
  schemes: oneOrMore<SchemeName>(scheme, isOneOf(SCHEME_NAMES)).default(ONE_PASS),
  /** Steps of the denoiser at the receiver; 0 = none. */
  denoiserSteps: denoiserStepsField.default([0, 1]),
  /** Bandwidth ratio: complex channel uses per source value, a number or a fraction such as '1/12'. */
  cbr: one<BandwidthRatio>(VALID_RATIO, isBandwidthRatio).default('1/6'),
  /** Mean channel gain |h|² of each user in dB; 'unit' = 0 dB for all. */
  gains: one<'unit' | readonly number[]>(
    "'unit' or a list of gains between -60 and 60 dB, one per user",
    value =>
      value === 'unit' || (Array.isArray(value) && value.length > 0 && value.every(isNumberIn(-60, 60))),
  ).default('unit'),
  /** Whether users send to one receiver, or one transmitter to all users. */
  direction: one<Direction>(`one of ${DIRECTIONS.join(', ')}`, isOneOf(DIRECTIONS)).default('uplink'),
  ...channelFields,
  /** What a user's key decides: the order of its entries alone, or a sign for each of them too. */
  shuffle: one<ShuffleKind>(`one of ${SHUFFLES.join(', ')}`, isOneOf(SHUFFLES)).default(DEFAULT_SHUFFLE),
  /** What is moved: real entries, complex symbols, or whole tokens. */
  shuffleUnit: one<ShuffleUnit>(`one of ${UNITS.join(', ')}`, isOneOf(UNITS)).default('scalar'),
  /** How `omdma-pic` and `omdma-sic` cancel. */
  cancellation: cancellationSchema.prefault({}),
  /** How `digital` and `noma-sic` send. */
  digital: digitalSchema.prefault({}),
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
    if (schemes.every(scheme => Math.min(...users) > mostUsers(scheme, scenario)))
      context.addIssue({
        code: 'custom',
        path: ['users'],
        message: `${Math.min(...users)} users cannot take turns at cbr ${scenario.cbr}: tdma shares ${mostUsers('tdma', scenario)} latent channels among at most ${mostUsers('tdma', scenario)} users`,
      });
    const unknown = channelNameProblems(scenario);
    for (const message of unknown) context.addIssue({ code: 'custom', path: ['channel'], message });
    const channels = unknown.length > 0 ? {} : chosenChannels(scenario).channels;
    for (const { path, message } of refusals(scenario, channels))
      context.addIssue({ code: 'custom', path: [path], message });
    const wanted = scenario.gallery;
    if (wanted.snrDb !== undefined && !snrDb.includes(wanted.snrDb))
      outside(['gallery', 'snrDb'], wanted.snrDb, snrDb);
    if (wanted.users !== undefined && !users.includes(wanted.users))
      outside(['gallery', 'users'], wanted.users, users);
    for (const name of wanted.schemes ?? [])
      if (!schemes.includes(name)) outside(['gallery', 'schemes'], name, schemes);
  })
  .transform(({ channel, channels, ...scenario }) => ({
    ...scenario,
    ...chosenChannels({ channel, channels }),
    title: scenario.title ?? scenario.name,
    gallery: {
      snrDb: scenario.gallery.snrDb ?? scenario.snrDb[scenario.snrDb.length >> 1],
      users: scenario.gallery.users ?? Math.max(...scenario.users),
      schemes: scenario.gallery.schemes ?? scenario.schemes,
    },
  }));

/** What goes with no channel of this kind, or not in this direction. */
function refusals(
  { schemes, direction }: Pick<z.output<typeof fields>, 'schemes' | 'direction'>,
  channels: Readonly<Record<string, ChannelSettings>> = {},
): { path: string; message: string }[] {
  const problems: { path: string; message: string }[] = [];
  const digital = schemes.filter(isDigital);
  const downlink = direction === 'downlink';
  if (downlink && (schemes.includes('omdma-pic') || schemes.includes('omdma-sic')))
    problems.push({ path: 'direction', message: NO_KEYS });
  for (const [name, { fading, multipath, pilots, impairments = {} }] of Object.entries(channels)) {
    const isImpaired = Object.keys(impairments).length > 0;
    if (digital.length > 0 && (fading || multipath || isImpaired))
      problems.push({
        path: 'channel',
        message: `${digital.join(' and ')} ${digital.length > 1 ? 'are' : 'is'} simulated over flat gains and white noise only, not over "${name}"; leave out one or the other`,
      });
    if (downlink && (pilots !== undefined || isImpaired))
      problems.push({
        path: 'direction',
        message: `pilots and impairments are simulated in the uplink only, and "${name}" has some`,
      });
  }
  return problems;
}

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

function keysAt(path: string): string[] {
  if (path.startsWith('channels.')) return channelKeysAt(path);
  const inner: Readonly<Record<string, object>> = {
    images,
    gallery,
    cancellation: cancellationSchema,
    digital: digitalSchema,
  };
  const { shape } = (Object.hasOwn(inner, path) ? inner[path] : fields) as { readonly shape: object };
  return Object.keys(shape);
}
