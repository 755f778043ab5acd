import { z } from 'zod';
import type { BeamformingResult } from '../../sim/beamforming/results.ts';
import { estimate, picture, provenance, residual } from '../resultSchema.ts';
import { SCHEMES } from './looks.ts';

const scheme = z.enum(SCHEMES);
const numbers = z.array(z.number());

const place = z.object({
  snrDb: z.number(),
  antennas: z.number(),
  users: z.number(),
  correlation: z.number().exactOptional(),
});

const point = z.object({
  place,
  scheme,
  denoiserSteps: z.number(),
  channelUses: z.number(),
  cbr: z.number(),
  psnrDb: estimate,
  ssim: estimate,
  msSsim: estimate,
  effectiveSnrDb: estimate,
  sumRate: estimate,
  served: estimate,
  residual: residual.omit({ predictedVariance: true }).exactOptional(),
});

const likeness = z.object({
  place,
  within: estimate.exactOptional(),
  between: estimate.exactOptional(),
  recovered: z.number(),
  groups: estimate,
  side: z.object({
    labelBits: z.number(),
    keyBits: z.number(),
    gainBits: z.number(),
    totalBits: z.number(),
  }),
  sideUses: z.number(),
});

const receptions = z
  .object({ scheme, denoiserSteps: z.number(), snr: numbers.min(1), psnrDb: numbers })
  .refine(({ snr, psnrDb }) => snr.length === psnrDb.length, {
    message: 'must be as long as snr',
    path: ['psnrDb'],
  });

const histogram = z
  .object({ edges: numbers, within: numbers, between: numbers })
  .refine(
    ({ edges, within, between }) => edges.length === within.length + 1 && edges.length === between.length + 1,
    { message: 'must have one value more than within and between', path: ['edges'] },
  );

const firstFrame = z
  .object({
    objects: numbers,
    groups: numbers,
    correlation: z.array(numbers),
    anglesDeg: numbers.exactOptional(),
    patterns: z.array(z.object({ scheme, anglesDeg: numbers, gains: z.array(numbers) })).exactOptional(),
    gallery: z.array(
      z.object({ user: z.number(), pictures: z.array(picture.extend({ caption: z.string() })) }),
    ),
  })
  .refine(
    ({ groups, correlation }) =>
      correlation.length === groups.length && correlation.every(row => row.length === groups.length),
    { message: 'must have a row and a column for every user', path: ['correlation'] },
  );

/** Checks a parsed `result.json` of a beamforming experiment. */
export const beamformingResultSchema: z.ZodType<BeamformingResult> = z.object({
  format: z.literal('semlink-beamforming-1'),
  scenario: z.looseObject({
    name: z.string(),
    title: z.string(),
    description: z.string(),
    usersPerObject: z.number(),
    sweep: z.object({
      snrDb: numbers.exactOptional(),
      antennas: numbers.exactOptional(),
      users: numbers.exactOptional(),
      correlation: numbers.exactOptional(),
    }),
  }),
  base: place,
  servedSnr: z.number(),
  points: z.array(point).min(1),
  absences: z.array(z.object({ place, scheme, reason: z.string() })),
  likeness: z.array(likeness).min(1),
  differences: z.array(
    z.object({ place, denoiserSteps: z.number(), of: scheme, against: scheme, psnrDb: estimate }),
  ),
  receptions: z.array(receptions),
  histogram,
  firstFrame,
  provenance,
});
