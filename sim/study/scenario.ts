import { z } from 'zod';
import { CONTESTANTS, COST_CONTESTANTS } from '../../models/study/contestants.ts';
import { WORKLOADS, type WorkloadName } from '../../models/study/workload.ts';
import { experimentKind } from '../experimentKind.ts';
import { aboutFields, isNumberIn, isOneOf, isWholeIn, one, oneOrMore } from '../scenarioFields.ts';

const KIND = 'optimizers';

const fields = z.strictObject({
  ...aboutFields,
  workloads: oneOrMore<WorkloadName>(
    `one of ${WORKLOADS.join(', ')}, or a list of them`,
    isOneOf(WORKLOADS),
  ).default(WORKLOADS),
  optimizers: oneOrMore<string>(
    `one of ${CONTESTANTS.join(', ')}, or a list of them`,
    isOneOf(CONTESTANTS),
  ).default(CONTESTANTS),
  /** Training steps of every run. */
  steps: one<number>('a whole number between 10 and 100000', isWholeIn(10, 100_000)).default(200),
  /** Runs at the chosen learning rate, with different start values and batches. At least two, so that there is an interval. */
  seeds: one<number>('a whole number between 2 and 32', isWholeIn(2, 32)).default(3),
  /** Learning rates that every optimizer is tried at, as multiples of its own default, on a seed of its own. */
  rates: oneOrMore<number>('a number between 1e-4 and 1e4, or a list of them', isNumberIn(1e-4, 1e4)).default(
    [0.0625, 0.25, 1, 4, 16],
  ),
  /** Times in a run at which the held-out loss is taken. */
  evaluations: one<number>('a whole number between 2 and 200', isWholeIn(2, 200)).default(20),
  /** Steps of the first run at the chosen rate whose effect on the hidden matrices is looked at. */
  diagnoses: one<number>('a whole number between 1 and 100', isWholeIn(1, 100)).default(4),
  /** Channels of the networks, and their attention heads. */
  width: one<number>('a whole number between 8 and 512', isWholeIn(8, 512)).default(64),
  heads: one<number>('a whole number between 1 and 16', isWholeIn(1, 16)).default(4),
  /** Pictures of 32×32 px in a step; half as many for the denoiser, whose steps also run the frozen codec. */
  windows: one<number>('a whole number between 1 and 256', isWholeIn(1, 256)).default(12),
  /** 'procedural', or a CIFAR-10 binary file, whose labels the classifier learns. */
  images: one<string>(
    "'procedural' or the path of a CIFAR-10 file (.bin)",
    value => typeof value === 'string' && value.length > 0,
  ).default('procedural'),
  /** Optimizers whose update of a single matrix is timed. */
  costOptimizers: oneOrMore<string>(
    `one of ${CONTESTANTS.join(', ')}, or a list of them`,
    isOneOf(CONTESTANTS),
  ).default(COST_CONTESTANTS),
  /** Sides of the square matrices whose update is timed. */
  costSizes: oneOrMore<number>(
    'a whole number between 16 and 8192, or a list of them',
    isWholeIn(16, 8192),
  ).default([256, 512, 1024, 2048, 4096]),
  /** What tells a study from a scenario; see `defineOptimizerStudy`. */
  kind: z.literal(KIND),
});

const schema = fields
  .superRefine(({ width, heads, evaluations, diagnoses, steps }, context) => {
    const wrong = (path: string, message: string) =>
      context.addIssue({ code: 'custom', path: [path], message });
    if (width % heads !== 0) wrong('heads', `${heads} does not divide the width ${width}`);
    if (evaluations > steps) wrong('evaluations', `${evaluations} is more than the ${steps} steps`);
    if (diagnoses > steps) wrong('diagnoses', `${diagnoses} is more than the ${steps} steps`);
  })
  .transform(({ name, title, ...study }) => ({
    name,
    title: title ?? name,
    ...study,
    rates: [...study.rates].sort((a, b) => a - b),
    costSizes: [...study.costSizes].sort((a, b) => a - b),
  }));

/** A study after defaults: every field present, rates and sizes ascending. */
export type OptimizerStudy = z.output<typeof schema>;

const kind = experimentKind(KIND, schema, {
  called: 'a study',
  fields,
});
export const defineOptimizerStudy = kind.define;
export const isOptimizerStudy = kind.is;
export const parseOptimizerStudy = kind.parse;
