import { z } from 'zod';
import { type BandwidthRatio, isBandwidthRatio, VALID_RATIO } from '../bandwidthRatio.ts';
import { experimentKind } from '../experimentKind.ts';
import {
  aboutFields,
  imageFields,
  isNumberIn,
  isOneOf,
  isWholeIn,
  one,
  oneOrMore,
  snrDbField,
} from '../scenarioFields.ts';
import type { CodecName } from './results.ts';

const KIND = 'personal';
export const MOST_USERS = 16;

/** What may be set beside the universal codec. */
const RIVALS = ['adapted', 'personal', 'rotated'] as const;

const fineTuning = z.strictObject({
  /** Training steps of each personal codec; the adapted one has as many as all of these together. */
  steps: one<number>('a whole number between 1 and 100000', isWholeIn(1, 100_000)).default(60),
  /** Pictures in a step, crops of 32×32 px. */
  pictures: one<number>('a whole number between 1 and 256', isWholeIn(1, 256)).default(12),
  /** Peak rate of the hidden matrices. */
  learningRate: one<number>('a number between 1e-6 and 0.1', isNumberIn(1e-6, 0.1)).default(1e-3),
});

const images = z.strictObject({
  width: imageFields.width,
  height: imageFields.height,
  /** Instead of procedural pictures: a folder or file for each user, or one CIFAR-10 file of which each user sends a class. */
  sources: oneOrMore<string>(
    'the path of a folder of pictures, or a list of them',
    value => typeof value === 'string' && value.length > 0,
  ).exactOptional(),
});

const fields = z.strictObject({
  ...aboutFields,
  users: one<number>(`a whole number between 2 and ${MOST_USERS}`, isWholeIn(2, MOST_USERS)).default(4),
  /** 10 log10(P/N0) per complex channel use. */
  snrDb: snrDbField.default([0, 10, 20]),
  power: one<'perUser'>("'perUser': every user has the power P", value => value === 'perUser'),
  /** What is set beside the universal codec. */
  models: oneOrMore<Exclude<CodecName, 'universal'>>(
    `one of ${RIVALS.join(', ')}, or a list of them`,
    isOneOf(RIVALS),
  ).default(RIVALS),
  fineTuning: fineTuning.prefault({}),
  cbr: one<BandwidthRatio>(VALID_RATIO, isBandwidthRatio).default('1/6'),
  /** Frames; every user sends a picture in each. */
  trials: one<number>('a whole number between 2 and 10000', isWholeIn(2, 10_000)).default(48),
  images: images.prefault({}),
  /** Users of the first frame whose pictures are kept, at the middle SNR. */
  gallery: one<number>('a whole number between 0 and 16', isWholeIn(0, 16)).default(4),
  /** What tells it from a scenario of a cell; see `definePersonal`. */
  kind: z.literal(KIND),
});

const SMALLEST_SIDE = 32;

const schema = fields
  .superRefine(({ users, images: { width, height, sources } }, context) => {
    const wrong = (path: string, message: string) =>
      context.addIssue({ code: 'custom', path: ['images', path], message });
    for (const [side, pixels] of Object.entries({ width, height }))
      if (pixels < SMALLEST_SIDE)
        wrong(side, `${pixels} is below ${SMALLEST_SIDE}, the side of the crops that codecs are trained on`);
    if (sources !== undefined && sources.length !== users && sources.length !== 1)
      wrong(
        'sources',
        `${sources.length} paths for ${users} users; give one for each, or one CIFAR-10 file (.bin)`,
      );
  })
  .transform(({ name, title, description, users, snrDb, ...rest }) => ({
    name,
    title: title ?? name,
    description,
    users,
    snrDb: [...snrDb].sort((a, b) => a - b),
    ...rest,
  }));

/** What the file of a comparison of universal and personal codecs may say. */
export type PersonalInput = Omit<z.input<typeof schema>, 'kind'>;

/** Such a comparison after defaults; SNRs ascend. */
export type Personal = z.output<typeof schema>;

const kind = experimentKind(KIND, schema, {
  called: 'a comparison of universal and personal codecs',
  fields,
  rooms: { fineTuning, images },
});
export const definePersonal = kind.define;
export const isPersonal = kind.is;
export const parsePersonal = kind.parse;

/** Everything of an experiment that decides what its codecs become. */
export function decisiveFields({ users, snrDb, cbr, fineTuning, images }: Personal) {
  return { users, snrDb, cbr, fineTuning, images };
}
