import { z } from 'zod';
import type { Linkage } from '../../channels/grouping/groups.ts';
import type { ViewPairing } from '../../models/data/views/viewFolders.ts';
import { isBandwidthRatio, VALID_RATIO } from '../bandwidthRatio.ts';
import { experimentKind } from '../experimentKind.ts';
import {
  aboutFields,
  denoiserStepsField,
  imageFields,
  isNumberIn,
  isOneOf,
  isWholeIn,
  one,
  oneOrMore,
} from '../scenarioFields.ts';
import { BEAM_SCHEMES, type BeamScheme } from './results.ts';

const KIND = 'beamforming';
const MOST_USERS = 16;

const isSnr = isNumberIn(-30, 60);
const isAntennas = isWholeIn(1, 256);
const isUsers = isWholeIn(1, MOST_USERS);
const isCorrelation = isNumberIn(0, 1);

const VALID = {
  snrDb: 'a number between -30 and 60',
  antennas: 'a whole number between 1 and 256',
  users: `a whole number between 1 and ${MOST_USERS}`,
  correlation: 'a number between 0 and 1',
} as const;

/** What is varied, one at a time; everything else stays as the scenario says. */
const sweep = z.strictObject({
  snrDb: oneOrMore<number>(`${VALID.snrDb}, or a list of them`, isSnr).exactOptional(),
  antennas: oneOrMore<number>(`${VALID.antennas}, or a list of them`, isAntennas).exactOptional(),
  users: oneOrMore<number>(`${VALID.users}, or a list of them`, isUsers).exactOptional(),
  correlation: oneOrMore<number>(`${VALID.correlation}, or a list of them`, isCorrelation).exactOptional(),
});

/** Between the base station and its users. */
const channel = z.strictObject({
  /** Plane waves that reach a half-wavelength array, or independent Rayleigh fading at every antenna. */
  kind: one<'multipath' | 'rayleigh'>(
    "'multipath' or 'rayleigh'",
    isOneOf(['multipath', 'rayleigh']),
  ).default('multipath'),
  /** Plane waves of a user, and the standard deviation of their angles. */
  paths: one<number>('a whole number between 1 and 64', isWholeIn(1, 64)).default(6),
  spreadDeg: one<number>('a number between 0 and 90', isNumberIn(0, 90)).default(8),
  /** Users stand anywhere in a sector of this width around broadside. */
  sectorDeg: one<number>('a number between 0 and 180', isNumberIn(0, 180)).default(120),
});

/** How users are grouped by the similarity of their latents. */
const grouping = z.strictObject({
  linkage: one<Linkage>(
    "'single', 'average' or 'complete'",
    isOneOf(['single', 'average', 'complete']),
  ).default('average'),
  /** Groups less alike than this are not joined. */
  threshold: one<number>('a number between -1 and 1', isNumberIn(-1, 1)).default(0.5),
  /** Most users in a group. */
  maxSize: one<number>(VALID.users, isUsers).default(MOST_USERS),
});

const images = z.strictObject({
  ...imageFields,
  /** Cross-fades of pictures, whose likeness is a setting, or views of objects, whose likeness is what it is. */
  kind: one<'cross-faded' | 'views'>("'cross-faded' or 'views'", isOneOf(['cross-faded', 'views'])).default(
    'cross-faded',
  ),
  /** From view to view of a procedural scene: how far it moves, and by what factor it grows. */
  shiftPixels: one<number>('a number between 0 and 64', isNumberIn(0, 64)).default(1),
  zoom: one<number>('a number between 1 and 2', isNumberIn(1, 2)).default(1),
  /** Of a folder of views: what group mates show, and how the names of the files start that are taken. */
  pairing: one<ViewPairing>("'views' or 'objects'", isOneOf(['views', 'objects'])).default('views'),
  match: one<string>('text', value => typeof value === 'string').default(''),
});

const fields = z.strictObject({
  ...aboutFields,
  /** 10 log10(P/N0) per complex channel use. */
  snrDb: one<number>(VALID.snrDb, isSnr).default(5),
  /** P is the mean power of all antennas together; said because other scenarios mean other powers. */
  power: one<'total'>(
    "'total': the antennas of one base station share its power",
    value => value === 'total',
  ),
  antennas: one<number>(VALID.antennas, isAntennas).default(8),
  users: one<number>(VALID.users, isUsers).default(8),
  /** Users whose pictures show the same object. */
  usersPerObject: one<number>(VALID.users, isUsers).default(2),
  /** Of cross-faded pictures of one object. */
  correlation: one<number>(VALID.correlation, isCorrelation).exactOptional(),
  sweep: sweep.prefault({}),
  schemes: oneOrMore<BeamScheme>(
    `one of ${BEAM_SCHEMES.join(', ')}, or a list of them`,
    isOneOf(BEAM_SCHEMES),
  ).default(['mrt', 'zf', 'rzf', 'rzf-shared', 'wmmse', 'cooperative', 'tdma']),
  channel: channel.prefault({}),
  grouping: grouping.prefault({}),
  denoiserSteps: denoiserStepsField.default([1]),
  cbr: one<string | number>(VALID_RATIO, isBandwidthRatio).default('1/6'),
  /** Frames, each with its own channel and pictures. */
  trials: one<number>('a whole number between 2 and 10000', isWholeIn(2, 10_000)).default(12),
  images: images.prefault({}),
  /** Users of the first frame whose pictures are kept, under the unvaried conditions. */
  gallery: one<number>('a whole number between 0 and 16', isWholeIn(0, 16)).default(4),
  /** What tells it from a scenario of a cell; see `defineBeamforming`. */
  kind: z.literal(KIND),
});

const schema = fields
  .superRefine((asked, context) => {
    const { users, usersPerObject, correlation, sweep: varied } = asked;
    const wrong = (path: string, message: string) =>
      context.addIssue({ code: 'custom', path: path.split('.'), message });
    const whole = (path: string, count: number) => {
      if (count % usersPerObject !== 0)
        wrong(path, `${count} users do not make whole groups of ${usersPerObject}`);
    };
    whole('users', users);
    for (const count of varied.users ?? []) whole('sweep.users', count);
    const faded = asked.images.kind === 'cross-faded';
    if (faded && correlation === undefined) wrong('correlation', `nothing is not ${VALID.correlation}`);
    const unfaded = "is of cross-faded pictures; that of views is measured, and images.kind is 'views'";
    if (!faded && correlation !== undefined) wrong('correlation', unfaded);
    if (!faded && varied.correlation !== undefined) wrong('sweep.correlation', unfaded);
  })
  .transform(({ name, title, description, usersPerObject, sweep: varied, ...rest }) => ({
    name,
    title: title ?? name,
    description,
    usersPerObject,
    sweep: varied,
    ...rest,
  }));

/** What the file of a beamforming experiment may say. */
export type BeamformingInput = Omit<z.input<typeof schema>, 'kind'>;

/** A beamforming experiment after defaults. */
export type Beamforming = z.output<typeof schema>;

const kind = experimentKind(KIND, schema, {
  called: 'a beamforming experiment',
  fields,
  rooms: { sweep, channel, grouping, images },
});
export const defineBeamforming = kind.define;
export const isBeamforming = kind.is;
export const parseBeamforming = kind.parse;
