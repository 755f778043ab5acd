import { z } from 'zod';
import { type BandwidthRatio, isBandwidthRatio, VALID_RATIO } from '../bandwidthRatio.ts';
import type { ToldNoise } from '../channel/settings.ts';
import { experimentKind } from '../experimentKind.ts';
import {
  aboutFields,
  imageFields,
  isNumberIn,
  isOneOf,
  isWholeIn,
  one,
  oneOrMore,
} from '../scenarioFields.ts';
import { ACCESS_NAMES, type AccessName } from './results.ts';

const KIND = 'load';
const MOST_USERS = 64;
/** Of a user's picture: its frame numbers must not meet those of the next one. */
export const MOST_TRIES = 16;
/** Fewer give no intervals. */
const FEWEST_PICTURES = 60;

const isPositive = (value: unknown) => isNumberIn(0, 1e12)(value) && value !== 0;
const positive = (unit: string) => one<number>(`a positive number of ${unit}`, isPositive);
const ratio = 'a number above 0 and at most 64';
const isLoad = (value: unknown) => isPositive(value) && isNumberIn(0, MOST_USERS)(value);

const isMicroseconds = isNumberIn(0, 1e6);

/** When a user's pictures appear. */
const traffic = z.strictObject({
  kind: one<'poisson' | 'periodic' | 'on-off' | 'trace'>(
    "'poisson', 'periodic', 'on-off' or 'trace'",
    isOneOf(['poisson', 'periodic', 'on-off', 'trace']),
  ).default('poisson'),
  /** Of `on-off`: mean lengths of a burst and of a pause; the load is that of both together. */
  meanOnMs: positive('milliseconds').default(200),
  meanOffMs: positive('milliseconds').default(800),
  /** Of `periodic`: whether all users' pictures appear together, or each user has a phase of its own. */
  aligned: one<boolean>('true or false', value => typeof value === 'boolean').default(false),
  /** Of `trace`: recorded arrivals, CSV or JSON lines. */
  file: one<string>('the path of a file', value => typeof value === 'string' && value !== '').exactOptional(),
});

/** What the receiver asks for again. */
const arq = z.strictObject({
  maxTries: one<number>(`a whole number between 1 and ${MOST_TRIES}`, isWholeIn(1, MOST_TRIES)).default(2),
  /** From the arrival of the last symbol until the sender knows. */
  feedbackMs: one<number>('a number of milliseconds from 0 to 1e6', isNumberIn(0, 1e6)).default(0),
  /** PSNR that the receiver must expect of a picture to accept it. */
  minQualityDb: one<number>('a number between 0 and 60', isNumberIn(0, 60)),
  /** Whether tries of a picture are read together, or the last one alone. */
  combine: one<'none' | 'chase'>("'none' or 'chase'", isOneOf(['none', 'chase'])).default('none'),
});

/** Block fading: the gain of a user holds for a coherence time, then another one is drawn. */
const mobility = z.strictObject({
  coherenceMs: positive('milliseconds').exactOptional(),
  dopplerHz: positive('hertz').exactOptional(),
  /** Power of the line of sight over that of all scattered paths; left out: Rayleigh. */
  kFactorDb: one<number>('a number of decibels between -40 and 60', isNumberIn(-40, 60)).exactOptional(),
});

/** Users come and go: each of the places is taken and left again. */
const presence = z.strictObject({
  meanStayS: positive('seconds'),
  meanAwayS: positive('seconds'),
});

const timeline = z.strictObject({
  /** Default: the middle one of the loads. */
  offeredLoad: one<number>(ratio, isLoad).exactOptional(),
  /** Where the window begins; default: so that it lies in the middle of the run. */
  fromS: one<number>('a number of seconds, 0 or more', isNumberIn(0, 1e9)).exactOptional(),
  lengthS: positive('seconds').default(1),
});

const images = z.strictObject({
  ...imageFields,
  width: imageFields.width.unwrap().default(32),
  height: imageFields.height.unwrap().default(32),
  /** Different pictures; users draw from them. */
  count: one<number>('a whole number between 1 and 100000', isWholeIn(1, 100_000)).default(64),
});

const bounded = (value: unknown) => isPositive(value) && isNumberIn(0, 1e6)(value);

const fields = z.strictObject({
  ...aboutFields,
  users: one<number>(`a whole number between 1 and ${MOST_USERS}`, isWholeIn(1, MOST_USERS)).default(8),
  /** 10 log10(P/N0) per complex channel use; the mean under mobility. */
  snrDb: one<number>('a number between -30 and 60', isNumberIn(-30, 60)).default(10),
  /** P is the mean power of each user while it sends; said because other scenarios mean other powers. */
  power: one<'perUser'>("'perUser': every user has its own power", value => value === 'perUser'),
  /** Channel gain of each user in dB, over the SNR. */
  gains: one<'unit' | readonly number[]>(
    "'unit' or a list of decibels between -40 and 40",
    value => value === 'unit' || (Array.isArray(value) && value.every(isNumberIn(-40, 40))),
  ).default('unit'),
  access: oneOrMore<AccessName>(
    `one of ${ACCESS_NAMES.join(', ')}, or a list of them`,
    isOneOf(ACCESS_NAMES),
  ).default(['omdma', 'semantic-group', 'round-robin']),
  /** Of `semantic-group`: user k is in group k mod groups. */
  groups: one<number>(`a whole number between 1 and ${MOST_USERS}`, isWholeIn(1, MOST_USERS)).default(2),
  /** Of `proportional-fair`: frames over which a user's rate is averaged. */
  windowFrames: one<number>('a number between 1 and 1e6', isNumberIn(1, 1e6)).default(50),
  /** Offered channel uses over available ones; or pictures per second and user. One of the two. */
  offeredLoad: oneOrMore<number>(`${ratio}, or a list of them`, isLoad).exactOptional(),
  picturesPerS: oneOrMore<number>(
    'a positive number of pictures per second and user up to 1e6, or a list of them',
    bounded,
  ).exactOptional(),
  traffic: traffic.prefault({}),
  cbr: one<BandwidthRatio>(VALID_RATIO, isBandwidthRatio).default('1/6'),
  bandwidthHz: positive('hertz').default(100_000),
  /** From a user's antenna to the receiver's: the same for all, or one value per user. */
  propagationUs: one<number | readonly number[]>(
    'a number of microseconds from 0 to 1e6, or a list with one for each user',
    value => (Array.isArray(value) ? value.every(isMicroseconds) : isMicroseconds(value)),
  ).default(0),
  /** From existence to arrival; pictures that cannot make it any more are dropped. */
  deadlineMs: positive('milliseconds').exactOptional(),
  /** Places in a user's queue. */
  queueCapacity: one<number>('a whole number of places, 0 or more', isWholeIn(0, 1e9)).exactOptional(),
  /** A run ends when so many pictures of one user wait: its queue is taken for unstable. */
  mostWaiting: one<number>('a whole number of pictures, 1 or more', isWholeIn(1, 1e9)).default(200),
  arq: arq.exactOptional(),
  mobility: mobility.exactOptional(),
  presence: presence.exactOptional(),
  /** Transmit power of a user. */
  powerW: positive('watts').default(0.1),
  /** PSNR from which on a picture counts as good. */
  qualityThresholdDb: one<number>('a number between 0 and 60', isNumberIn(0, 60)).default(24),
  toldNoise: oneOrMore<ToldNoise>("'perEntry', 'average', or both", isOneOf(['perEntry', 'average'])).default(
    ['perEntry'],
  ),
  denoiserSteps: one<number>('a whole number between 0 and 50', isWholeIn(0, 50)).default(1),
  /** Pictures that appear at each point, on average. */
  pictures: one<number>(
    `a whole number between ${FEWEST_PICTURES} and 10000000`,
    isWholeIn(FEWEST_PICTURES, 10_000_000),
  ).default(400),
  images: images.prefault({}),
  timeline: timeline.prefault({}),
  /** What tells it from a scenario of a cell; see `defineLoad`. */
  kind: z.literal(KIND),
});

const DEFAULT_LOADS: readonly number[] = [0.25, 0.5, 0.75, 1, 2];

const schema = fields
  .superRefine((asked, context) => {
    const wrong = (path: string, message: string) =>
      context.addIssue({ code: 'custom', path: path.split('.'), message });
    const { users, offeredLoad, picturesPerS, mobility: moves } = asked;
    for (const path of ['gains', 'propagationUs'] as const) {
      const values = asked[path];
      if (Array.isArray(values) && values.length !== users)
        wrong(path, `has ${values.length} values for ${users} users`);
    }
    if (offeredLoad && picturesPerS)
      wrong('picturesPerS', 'says the same as offeredLoad in other units; give one of the two');
    const recorded = asked.traffic.kind === 'trace';
    if (recorded && asked.traffic.file === undefined)
      wrong('traffic.file', 'nothing is not the path of a file');
    if (recorded && (offeredLoad || picturesPerS))
      wrong(offeredLoad ? 'offeredLoad' : 'picturesPerS', 'a trace has a load of its own');
    if (recorded && asked.presence) wrong('presence', 'a trace has users of its own');
    if (moves && (moves.coherenceMs === undefined) === (moves.dopplerHz === undefined))
      wrong('mobility', 'needs one of coherenceMs and dopplerHz');
  })
  .transform(({ name, title, description, ...rest }) => {
    // What a report reads comes first, in its order.
    const { users, snrDb, bandwidthHz, qualityThresholdDb, denoiserSteps, deadlineMs, ...others } = rest;
    const hasLoad = others.offeredLoad || others.picturesPerS || others.traffic.kind === 'trace';
    return {
      ...{ name, title: title ?? name, description },
      ...{ users, snrDb, bandwidthHz, qualityThresholdDb, denoiserSteps },
      ...(deadlineMs === undefined ? {} : { deadlineMs }),
      ...others,
      ...(hasLoad ? {} : { offeredLoad: DEFAULT_LOADS }),
    };
  });

/** What the file of an experiment on load may say. */
export type LoadInput = Omit<z.input<typeof schema>, 'kind'>;

/** An experiment on load after defaults. */
export type Load = z.output<typeof schema>;

const kind = experimentKind(KIND, schema, {
  called: 'an experiment on load',
  fields,
  rooms: { traffic, arq, mobility, presence, timeline, images },
});
export const defineLoad = kind.define;
export const isLoadExperiment = kind.is;
export const parseLoad = kind.parse;
