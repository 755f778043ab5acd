import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { ConfigError, configError } from '../../kernels/errors.ts';

const file = z.strictObject({
  name: z.string(),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  bytes: z.int().positive(),
});

const training = z.strictObject({
  /** The command that trains this model. */
  command: z.string(),
  seed: z.int(),
  steps: z.int(),
  picturesPerStep: z.int(),
  snrDb: z.tuple([z.number(), z.number()]),
  /** Files whose weights it started from; absent where they were random. */
  from: z.array(z.strictObject({ name: z.string(), sha256: z.string() })).optional(),
  /** What it was trained on, stretch by stretch, and by which runtime where that was not onnxruntime. */
  history: z.array(
    z.strictObject({
      afterStep: z.int(),
      pictures: z.array(z.string()),
      steps: z.int(),
      runtime: z.string().optional(),
    }),
  ),
});

const common = {
  format: z.literal('semlink-card-1'),
  name: z.string(),
  parameters: z.int().positive(),
  patch: z.int().positive(),
  latentChannels: z.int().positive(),
  training,
};

/** A mean over pictures with half of its 95 % interval. */
const spread = z.strictObject({ mean: z.number(), margin: z.number() });

/** One line of a table of picture quality: means over the pictures of a set, each with half of its 95 % interval. */
export const psnrRow = z.strictObject({
  /** Name of the set; cards made before there were several leave it out, and `measured.pictures` names it. */
  set: z.string().exactOptional(),
  cbr: z.string(),
  snrDb: z.number(),
  denoiserSteps: z.int(),
  /** Whether the decoder was told the noise share, or took every received latent for one at 10 dB. */
  told: z.boolean().default(true),
  psnrDb: z.number(),
  psnrMargin: z.number().exactOptional(),
  msSsim: spread.exactOptional(),
  /** How much more visible the borders of patches, and of windows, are than in the original; see `sim/metrics/blockEdges.ts`. */
  patchEdges: spread.exactOptional(),
  windowEdges: spread.exactOptional(),
  pictures: z.int(),
});

/** A set of pictures that a model was measured on: the first `pictures` of `of`, with noise of this seed. */
const pictureSet = z.strictObject({ name: z.string(), pictures: z.int(), of: z.int(), seed: z.int() });

/** One point of the denoiser's error curve. */
export const errorPoint = z.strictObject({
  /** Noise share β of every entry. */
  beta: z.number(),
  /** Mean squared error per latent entry after one step, and half of its 95 % interval over pictures. */
  mse: z.number(),
  margin: z.number().exactOptional(),
  /** What the network itself says of it. */
  predicted: z.number(),
});

/** What so many steps of the denoiser, 0 = none, make at the full rate: PSNR, and sharpness relative to the original. */
export const samplingRow = z.strictObject({
  snrDb: z.number(),
  steps: z.int(),
  psnrDb: z.number(),
  psnrMargin: z.number(),
  sharpness: spread,
});

const measured = {
  /** All sets in words. */
  pictures: z.string(),
  sets: z.array(pictureSet).exactOptional(),
  psnr: z.array(psnrRow),
};

const codecCard = z.strictObject({
  ...common,
  kind: z.literal('codec'),
  files: z.strictObject({ encoder: file, decoder: file }),
  measured: z.strictObject(measured),
});

const denoiserCard = z.strictObject({
  ...common,
  kind: z.literal('denoiser'),
  files: z.strictObject({ denoiser: file }),
  /** sha256 of the encoder whose latents it knows. */
  encoderSha256: z.string(),
  measured: z.strictObject({
    ...measured,
    /** By ascending β. It also corrects the network's own estimate: see `models/denoiser/ownEstimate.ts`. */
    mse: z.array(errorPoint),
    /** The set of the curve. */
    mseSet: pictureSet.exactOptional(),
    /** More steps beside fewer, on the first pictures of the curve's set. */
    sampling: z.array(samplingRow).exactOptional(),
  }),
});

const cardSchema = z.discriminatedUnion('kind', [codecCard, denoiserCard]);

export type PsnrRow = z.infer<typeof psnrRow>;
export type PictureSet = z.infer<typeof pictureSet>;
export type SamplingRow = z.infer<typeof samplingRow>;
export type ErrorPoint = z.infer<typeof errorPoint>;
export type CodecCard = z.infer<typeof codecCard>;
export type DenoiserCard = z.infer<typeof denoiserCard>;
export type ModelCard = z.infer<typeof cardSchema>;

/** Reads a model card. Throws ConfigError with every field that is not as it must be. */
export function readCard(path: string): ModelCard {
  let json: unknown;
  try {
    json = JSON.parse(readFileSync(path, 'utf8'));
  } catch (cause) {
    throw configError('card-missing', path, 'is not a readable model card (JSON)', cause);
  }
  const parsed = cardSchema.safeParse(json);
  if (parsed.success) return parsed.data;
  throw new ConfigError(
    'card-invalid',
    parsed.error.issues.map(issue => ({ path: `${path}: ${issue.path.join('.')}`, message: issue.message })),
  );
}

export function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
