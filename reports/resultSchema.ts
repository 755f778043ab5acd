import { z } from 'zod';
import type { RunResult } from '../sim/cell/results.ts';
import { SCHEME_NAMES } from './cell/schemes.ts';

export const estimate = z.object({ mean: z.number(), low: z.number(), high: z.number(), count: z.number() });

const point = z.object({
  scheme: z.enum(SCHEME_NAMES),
  denoiserSteps: z.number(),
  snrDb: z.number(),
  users: z.number(),
  channel: z.string().exactOptional(),
});

const spread = z.object({ p10: z.number(), p50: z.number(), p90: z.number() });

export const residual = z.object({
  predictedVariance: z.number(),
  variance: estimate,
  excessKurtosis: z.number(),
  maxAutocorrelation: z.number(),
  whiteBound: z.number(),
  ksDistance: z.number(),
  entries: z.number(),
});

const pointResult = z.object({
  point,
  channelUses: z.number(),
  cbr: z.number(),
  psnrDb: estimate,
  ssim: estimate,
  msSsim: estimate,
  latencyMs: estimate,
  residual: residual.exactOptional(),
  files: z
    .object({
      pictures: z.number(),
      unsent: z.number(),
      lost: z.number(),
      settings: z.record(z.string(), z.number()),
    })
    .exactOptional(),
  overheadUses: z.number().exactOptional(),
  pictures: z.object({ psnrDb: spread, effectiveSnrDb: spread.exactOptional() }).exactOptional(),
});

const difference = z.object({ of: point, against: point, psnrDb: estimate });

const differences = z.array(difference, {
  error: ({ input }) =>
    input === undefined ? 'is missing: an older version wrote this file; run the scenario again' : undefined,
});

const numbers = z.array(z.number());

const residualShape = z
  .object({
    point,
    edges: numbers,
    density: numbers,
    gaussianQuantiles: numbers,
    residualQuantiles: numbers,
  })
  .refine(shape => shape.edges.length === shape.density.length + 1, {
    message: 'must have one value more than density',
    path: ['edges'],
  })
  .refine(shape => shape.residualQuantiles.length === shape.gaussianQuantiles.length, {
    message: 'must be as long as gaussianQuantiles',
    path: ['residualQuantiles'],
  });

const cancellation = z.object({
  place: point.omit({ denoiserSteps: true }),
  passes: z.array(z.object({ mse: estimate, predicted: z.number(), active: z.number() })),
});

const distribution = z.object({ point, psnrDb: numbers, effectiveSnrDb: numbers });

/** A picture of any gallery, but for its caption. */
export const picture = z.object({
  dataUrl: z.string().regex(/^data:image\/png;base64,[A-Za-z0-9+/]+=*$/, 'must be a PNG data URL'),
  width: z.number().int().positive(),
  height: z.number().int().positive(),
  psnrDb: z.number().exactOptional(),
  denoiserSteps: z.number().exactOptional(),
  sharpness: z.number().exactOptional(),
});

const caption = z.enum(['original', 'received', 'without denoiser', 'with denoiser', 'wrong key']);

const galleryRow = z.object({
  scheme: z.enum(SCHEME_NAMES),
  user: z.number(),
  snrDb: z.number(),
  users: z.number(),
  channel: z.string().exactOptional(),
  pictures: z.array(picture.extend({ caption })),
});

const model = z.object({
  name: z.string(),
  kind: z.enum(['codec', 'denoiser']),
  sha256: z.string(),
  parameters: z.number(),
});

export const provenance = z.object({
  seed: z.number(),
  versions: z.record(z.string(), z.string()),
  models: z.array(model),
  deviceRequested: z.string(),
  deviceUsed: z.string(),
  images: z.string(),
  command: z.string(),
  wallSeconds: z.number(),
});

/** Checks a parsed `result.json`. */
export const runResultSchema: z.ZodType<RunResult> = z.object({
  format: z.literal('semlink-run-1'),
  scenario: z.looseObject({ name: z.string(), title: z.string() }),
  points: z.array(pointResult),
  leftOut: z
    .array(z.object({ scheme: z.enum(SCHEME_NAMES), users: z.array(z.number()), reason: z.string() }))
    .exactOptional(),
  differences,
  residualShapes: z.array(residualShape),
  distributions: z.array(distribution).exactOptional(),
  cancellation: z.array(cancellation).exactOptional(),
  gallery: z.array(galleryRow),
  provenance,
});
