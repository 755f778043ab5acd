import { z } from 'zod';
import type { ComparisonResult } from '../../sim/comparison/results.ts';
import { estimate, picture, provenance } from '../resultSchema.ts';
import { ratioOf } from './grid.ts';

const cbr = z.string().refine(text => ratioOf(text) > 0 && ratioOf(text) < Number.POSITIVE_INFINITY, {
  message: "must be a positive ratio such as '1/6' or '0.25'",
});

const point = z.object({
  snrDb: z.number(),
  cbr,
  cbrMade: z.number(),
  psnrDb: estimate,
  ssim: estimate,
  msSsim: estimate,
  failed: z.number(),
  files: z.number(),
  modulation: z.string().exactOptional(),
});

const curve = z
  .object({
    kind: z.enum(['neural', 'digital', 'envelope', 'capacity']),
    name: z.string(),
    accounting: z
      .object({
        codec: z.enum(['jpeg', 'webp', 'avif']),
        mosaic: z.number().int().positive(),
        headers: z.enum(['counted', 'free']),
      })
      .exactOptional(),
    denoiserSteps: z.number().exactOptional(),
    points: z.array(point),
  })
  .refine(({ kind, accounting }) => (kind === 'neural') === (accounting === undefined), {
    message: 'belongs to every curve that is not neural, and to no other',
    path: ['accounting'],
  });

const anchor = z.object({
  label: z.string(),
  source: z.string(),
  snrDb: z.number(),
  cbr,
  psnrDb: z.number().exactOptional(),
  msSsim: z.number().exactOptional(),
  note: z.string(),
});

const galleryRow = z.object({
  snrDb: z.number(),
  cbr,
  pictures: z.array(picture.extend({ caption: z.string() })),
});

/** Checks a parsed `result.json` of a comparison. */
export const comparisonResultSchema: z.ZodType<ComparisonResult> = z.object({
  format: z.literal('semlink-comparison-1'),
  scenario: z.looseObject({
    name: z.string(),
    title: z.string(),
    description: z.string(),
    snrDb: z.array(z.number()),
    cbr: z.array(z.string()),
    rateSnrDb: z.number(),
  }),
  curves: z.array(curve),
  anchors: z.array(anchor),
  gallery: z.array(galleryRow),
  failureShows: z.string().exactOptional(),
  provenance,
});
