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
  /** What it was trained on, stretch by stretch. */
  history: z.array(z.strictObject({ afterStep: z.int(), pictures: z.array(z.string()), steps: z.int() })),
});

const common = {
  format: z.literal('semlink-card-1'),
  name: z.string(),
  parameters: z.int().positive(),
  patch: z.int().positive(),
  latentChannels: z.int().positive(),
  training,
};

/** One line of a PSNR table: mean over pictures, with the number of pictures. */
const psnrRow = z.strictObject({
  cbr: z.string(),
  snrDb: z.number(),
  denoiserSteps: z.int(),
  /** Whether the decoder was told the noise share, or took every received latent for one at 10 dB. */
  told: z.boolean().default(true),
  psnrDb: z.number(),
  pictures: z.int(),
});

const codecCard = z.strictObject({
  ...common,
  kind: z.literal('codec'),
  files: z.strictObject({ encoder: file, decoder: file }),
  measured: z.strictObject({ pictures: z.string(), psnr: z.array(psnrRow) }),
});

const denoiserCard = z.strictObject({
  ...common,
  kind: z.literal('denoiser'),
  files: z.strictObject({ denoiser: file }),
  /** sha256 of the encoder whose latents it knows. */
  encoderSha256: z.string(),
  measured: z.strictObject({
    pictures: z.string(),
    psnr: z.array(psnrRow),
    /** Mean squared error per latent entry after one step, against the noise share β. */
    mse: z.array(z.strictObject({ beta: z.number(), mse: z.number(), predicted: z.number() })),
  }),
});

const cardSchema = z.discriminatedUnion('kind', [codecCard, denoiserCard]);

export type PsnrRow = z.infer<typeof psnrRow>;
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
