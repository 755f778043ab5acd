import { z } from 'zod';
import { SOURCE_CODECS, type SourceCodec } from '../../channels/digital/source/codec.ts';
import {
  type BandwidthRatio,
  isBandwidthRatio,
  latentChannels,
  ratioOf,
  VALID_RATIO,
} from '../bandwidthRatio.ts';
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
  snrDbField,
} from '../scenarioFields.ts';
import type { DigitalAccounting } from './results.ts';

const KIND = 'comparison';
const HEADERS = ['counted', 'free'] as const;

const text = one<string>('a line of text', value => typeof value === 'string' && value.length > 0);
const ratios = oneOrMore<BandwidthRatio>(`${VALID_RATIO}, or a list of them`, isBandwidthRatio);
const snrDb = one<number>('a number between -30 and 60', isNumberIn(-30, 60));

const images = z.strictObject({
  ...imageFields,
  /** Pictures that are sent, evenly spread over the source; all of them where it has fewer. */
  count: one<number>('a whole number between 2 and 10000', isWholeIn(2, 10_000)).default(24),
});

/** The ways through an image codec, an error-correcting code and QAM. */
const digital = z.strictObject({
  codecs: oneOrMore<SourceCodec>(
    `one of ${SOURCE_CODECS.join(', ')}, or a list of them`,
    isOneOf(SOURCE_CODECS),
  ).default(['avif']),
  /** Pictures that share a file. */
  mosaic: oneOrMore<number>(
    'a whole number between 1 and 1024, or a list of them',
    isWholeIn(1, 1024),
  ).default([1]),
  /** Whether the bytes of a file's container are sent, or known to the receiver at no cost. */
  headers: oneOrMore<DigitalAccounting['headers']>(
    `one of ${HEADERS.join(', ')}, or a list of them`,
    isOneOf(HEADERS),
  ).default(HEADERS),
  /** Whether every pair of modulation and code rate leaves its own curve, or only the best one at each condition. */
  curves: one<'all' | 'envelope'>("'all' or 'envelope'", isOneOf(['all', 'envelope'])).default('all'),
});

/** A published result. */
const anchor = z.strictObject({
  label: text,
  source: text,
  snrDb,
  cbr: one<string>(
    "a bandwidth ratio such as '1/6'",
    value => typeof value === 'string' && ratioOf(value) > 0,
  ),
  psnrDb: one<number>('a number between 0 and 100', isNumberIn(0, 100)).exactOptional(),
  msSsim: one<number>('a number between 0 and 1', isNumberIn(0, 1)).exactOptional(),
  note: text,
});

const fields = z.strictObject({
  ...aboutFields,
  snrDb: snrDbField.default([0, 5, 10, 15, 20]),
  /** Bandwidth ratios of the figures over SNR. */
  cbr: ratios.default(['1/12', '1/6']),
  /** SNR of the figures over bandwidth ratio, and the ratios there in addition to those above. */
  rateSnrDb: snrDb.default(10),
  rateCbr: ratios.default(['1/24', '1/12', '1/8', '1/6']),
  denoiserSteps: denoiserStepsField.default([0, 1]),
  digital: digital.prefault({}),
  images: images.prefault({}),
  /** Whether received pictures are kept. */
  gallery: one<boolean>('true or false', value => typeof value === 'boolean').default(true),
  /** Published results, drawn as points. */
  anchors: z.array(anchor, { error: 'is not a list of published results' }).default([]),
  /** What tells a comparison from a scenario; see `defineComparison`. */
  kind: z.literal(KIND),
});

const schema = fields
  .superRefine(({ images: { count }, digital: { mosaic }, anchors }, context) => {
    for (const size of mosaic)
      if (!makesFiles(count, size))
        context.addIssue({ code: 'custom', path: ['digital', 'mosaic'], message: noFiles(count, size) });
    for (const [index, { psnrDb, msSsim }] of anchors.entries())
      if (psnrDb === undefined && msSsim === undefined)
        context.addIssue({
          code: 'custom',
          path: ['anchors', index],
          message: 'has neither psnrDb nor msSsim',
        });
  })
  .transform(({ name, title, description, cbr, rateSnrDb, rateCbr, ...comparison }) => ({
    name,
    title: title ?? name,
    description,
    snrDb: [...comparison.snrDb].sort((a, b) => a - b),
    cbr: distinctRatios(cbr),
    rateSnrDb,
    rateCbr: distinctRatios([...cbr, ...rateCbr]),
    denoiserSteps: comparison.denoiserSteps,
    digital: comparison.digital,
    images: comparison.images,
    gallery: comparison.gallery,
    anchors: comparison.anchors,
    kind: comparison.kind,
  }));

/** What the file of a comparison may say. */
export type ComparisonInput = Omit<z.input<typeof schema>, 'kind'>;

/** A comparison after defaults: every field present, every axis a list in ascending order. */
export type Comparison = z.output<typeof schema>;

const kind = experimentKind(KIND, schema, {
  called: 'a comparison',
  fields,
  rooms: { images, digital, anchors: anchor },
});
export const defineComparison = kind.define;
export const isComparison = kind.is;
export const parseComparison = kind.parse;

/** Whether pictures make two or more whole files of `size` each, so that there is an interval. */
export function makesFiles(pictures: number, size: number): boolean {
  return pictures % size === 0 && pictures / size >= 2;
}

export function noFiles(pictures: number, size: number): string {
  return `${pictures} pictures do not make two or more files of ${size}`;
}

/** Each ratio once, in ascending order, by the name that it had first. */
function distinctRatios(ratiosOfFigure: readonly BandwidthRatio[]): string[] {
  const names = new Map<number, string>();
  for (const ratio of ratiosOfFigure)
    if (!names.has(latentChannels(ratio))) names.set(latentChannels(ratio), String(ratio));
  return [...names].sort(([a], [b]) => a - b).map(([, name]) => name);
}
