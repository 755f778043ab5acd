import { z } from 'zod';
import type { LoadResult } from '../../sim/load/results.ts';
import { estimate, provenance } from '../resultSchema.ts';
import { ACCESS_NAMES } from './looks.ts';

const numbers = z.array(z.number());

const place = z.object({
  access: z.enum(ACCESS_NAMES),
  offeredLoad: z.number(),
  toldNoise: z.enum(['perEntry', 'average']),
});

const fates = z.object({
  inTime: estimate,
  missed: estimate,
  blocked: z.number(),
  rejected: z.number(),
  abandoned: z.number(),
  pictures: z.number(),
});

const check = z.object({
  thresholdDb: z.number(),
  hitRate: z.number().nullable(),
  falseAlarmRate: z.number().nullable(),
  good: z.number(),
  receptions: z.number(),
  errorDb: z.number(),
});

const user = z.object({
  user: z.number(),
  offered: z.number(),
  delivered: z.number(),
  goodputPerS: z.number(),
  psnrDb: z.number().nullable(),
  delayMs: z.number().nullable(),
});

const point = z.object({
  place,
  offeredPerS: z.number(),
  usesPerPicture: z.number(),
  psnrDb: estimate.nullable(),
  msSsim: estimate.nullable(),
  delayMs: estimate.nullable(),
  delayQuantilesMs: z.object({ p50: z.number(), p95: z.number() }).nullable(),
  settled: z.boolean(),
  goodputPerS: estimate,
  fates: fates.nullable(),
  triesPerPicture: z.number(),
  fairness: z.number(),
  energyPerPictureMj: z.number().nullable(),
  bandUse: z.number(),
  meanOnAir: z.number(),
  check,
  users: z.array(user),
  distributions: z.object({ psnrDb: numbers, delayMs: numbers }).nullable(),
  queueTheoryMs: z.number().exactOptional(),
  unstable: z.object({ atS: z.number(), waiting: z.number(), message: z.string() }).nullable(),
  seconds: z.number(),
  fingerprint: z.string(),
});

const timeline = z.object({
  place,
  fromS: z.number(),
  lengthS: z.number().positive(),
  users: z.number(),
  entries: z.array(
    z.object({
      user: z.number(),
      picture: z.number(),
      tries: z.number(),
      fromMs: z.number(),
      toMs: z.number(),
      end: z.enum(['accepted', 'rejected', 'cut']),
      psnrDb: z.number().nullable(),
    }),
  ),
});

const qualityCurve = z
  .object({ meanLogShare: numbers.min(1), psnrDb: numbers, pictures: z.number(), snrsDb: numbers })
  .refine(({ meanLogShare, psnrDb }) => meanLogShare.length === psnrDb.length, {
    message: 'must be as long as meanLogShare',
    path: ['psnrDb'],
  });

/** Checks a parsed `result.json` of an experiment on load. */
export const loadResultSchema: z.ZodType<LoadResult> = z.object({
  format: z.literal('semlink-load-1'),
  scenario: z.looseObject({
    name: z.string(),
    title: z.string(),
    description: z.string(),
    users: z.number(),
    snrDb: z.number(),
    bandwidthHz: z.number(),
    qualityThresholdDb: z.number(),
    denoiserSteps: z.number(),
    deadlineMs: z.number().exactOptional(),
  }),
  points: z.array(point).min(1),
  differences: z.array(z.object({ of: place, against: place, psnrDb: estimate })),
  qualityCurve,
  timelines: z.array(timeline),
  provenance,
});
