import { z } from 'zod';
import type { PersonalResult } from '../../sim/personal/results.ts';
import { estimate, picture, provenance } from '../resultSchema.ts';
import { ACCESSES, CODECS } from './looks.ts';

const codec = z.enum(CODECS);
const way = z.object({ codec, access: z.enum(ACCESSES) });

const point = z.object({
  way,
  snrDb: z.number(),
  channelUses: z.number(),
  cbr: z.number(),
  psnrDb: estimate,
  ssim: estimate,
  msSsim: estimate,
  users: z.array(estimate),
});

const difference = z.object({
  of: way,
  against: way,
  snrDb: z.number(),
  psnrDb: estimate,
  users: z.array(estimate),
});

const cost = z.object({
  codec,
  codecs: z.number(),
  encoderBytes: z.number(),
  decoderBytes: z.number(),
  steps: z.number(),
  pictures: z.number(),
  trainingSeconds: z.number().nullable(),
});

const kinship = z.object({
  codec: z.enum(['personal', 'rotated']),
  correlation: z.array(z.array(z.number())).min(2),
  between: estimate,
  snrDb: z.number(),
  ownPsnrDb: estimate,
  othersPsnrDb: estimate,
  lossDb: estimate,
});

const row = z.object({ user: z.number(), pictures: z.array(picture.extend({ caption: z.string() })) });

/** Checks a parsed `result.json` of a comparison of universal and personal codecs. */
export const personalResultSchema: z.ZodType<PersonalResult> = z
  .object({
    format: z.literal('semlink-personal-1'),
    scenario: z.looseObject({
      name: z.string(),
      title: z.string(),
      description: z.string(),
      users: z.number(),
    }),
    content: z.array(z.string()),
    points: z.array(point).min(1),
    differences: z.array(difference),
    costs: z.array(cost),
    kinships: z.array(kinship),
    gallery: z.object({ snrDb: z.number(), rows: z.array(row) }),
    provenance,
  })
  .superRefine(({ scenario: { users }, content, points, differences }, context) => {
    const check = (path: PropertyKey[], length: number) => {
      if (length !== users)
        context.addIssue({ code: 'custom', path, message: `must have one entry for each of ${users} users` });
    };
    check(['content'], content.length);
    for (const [i, one] of points.entries()) check(['points', i, 'users'], one.users.length);
    for (const [i, one] of differences.entries()) check(['differences', i, 'users'], one.users.length);
  });
