import { join } from 'node:path';
import { LATENT_CHANNELS, PATCH } from '../codec/latent.ts';
import { CODEC_SIZE } from '../codec/network.ts';
import { DENOISER_SIZE } from '../denoiser/network.ts';
import { elementCount } from '../graph/graph.ts';
import type { WeightLayout, WeightLookup } from '../graph/weights.ts';
import { writeWhole } from '../runtime/writeWhole.ts';
import type { Leg } from '../training/checkpoint.ts';
import { type CodecCard, type DenoiserCard, type ModelCard, sha256 } from './card.ts';
import { exportDecoder, exportDenoiser, exportEncoder } from './export.ts';
import { CODEC_CARD, DENOISER_CARD } from './load.ts';

/** What the training run knows and the card tells. */
export interface Origin {
  readonly command: string;
  readonly seed: number;
  readonly steps: number;
  readonly picturesPerStep: number;
  readonly snrDb: readonly [number, number];
  readonly history: readonly Leg[];
  /** Files whose weights were the start values; empty for random ones. */
  readonly from: readonly { readonly name: string; readonly sha256: string }[];
  /** All weights that were trained, of one network or more. */
  readonly layout: WeightLayout;
}

/** Writes encoder, decoder and the codec's card into `directory`. The card has no measurements yet. */
export function publishCodec(directory: string, weights: WeightLookup, origin: Origin): CodecCard {
  const card: CodecCard = {
    ...commonFields('universal-codec', ['encoder', 'decoder'], origin),
    kind: 'codec',
    files: {
      encoder: publishFile(directory, 'encoder.onnx', exportEncoder(weights, CODEC_SIZE)),
      decoder: publishFile(directory, 'decoder.onnx', exportDecoder(weights, CODEC_SIZE)),
    },
    measured: { pictures: '', psnr: [] },
  };
  writeCard(join(directory, CODEC_CARD), card);
  return card;
}

/** Writes the denoiser and its card beside the codec whose encoder has the given checksum. */
export function publishDenoiser(
  directory: string,
  weights: WeightLookup,
  encoderSha256: string,
  origin: Origin,
): DenoiserCard {
  const card: DenoiserCard = {
    ...commonFields('universal-denoiser', ['denoiser'], origin),
    kind: 'denoiser',
    files: { denoiser: publishFile(directory, 'denoiser.onnx', exportDenoiser(weights, DENOISER_SIZE)) },
    encoderSha256,
    measured: { pictures: '', psnr: [], mse: [] },
  };
  writeCard(join(directory, DENOISER_CARD), card);
  return card;
}

/** The end of a path, file and folder, which says what it was without saying where it lay. */
export function portableName(path: string): string {
  return path.replace(/^.*\/(?=[^/]+\/[^/]+$)/, '');
}

/** Replaces a card in one step. A line of a table is a line of the file. */
export function writeCard(path: string, card: ModelCard): void {
  writeWhole(path, Buffer.from(`${withTablesByLine(card)}\n`), 'model-write');
}

/** JSON with two spaces of indentation, the rows of tables on a line each. */
export function withTablesByLine(document: unknown): string {
  // Rows become strings while the rest is laid out, and rows again afterwards.
  const mark = '\u0000';
  const text = JSON.stringify(
    document,
    (key, value) =>
      ['psnr', 'mse', 'sampling'].includes(key)
        ? value.map((row: unknown) => mark + JSON.stringify(row))
        : value,
    2,
  );
  return text.replace(/"\\u0000((?:[^"\\]|\\.)*)"/g, (_, row: string) => JSON.parse(`"${row}"`));
}

function commonFields(
  name: string,
  networks: readonly string[],
  { command, seed, steps, picturesPerStep, snrDb, history, from, layout }: Origin,
) {
  const own = layout.weights.filter(weight => networks.includes(weight.name.split('.')[0]));
  const parameters = own.reduce((sum, { shape }) => sum + elementCount(shape), 0);
  return {
    format: 'semlink-card-1' as const,
    name,
    parameters,
    patch: PATCH,
    latentChannels: LATENT_CHANNELS,
    training: {
      command,
      seed,
      steps,
      picturesPerStep,
      snrDb: [...snrDb] as [number, number],
      ...(from.length > 0 && { from: from.map(({ name, sha256 }) => ({ name, sha256 })) }),
      // A card travels: it names folders and files, not where they lay.
      history: history.map(leg => ({ ...leg, pictures: leg.pictures.map(portableName) })),
    },
  };
}

function publishFile(directory: string, name: string, bytes: Uint8Array) {
  writeWhole(join(directory, name), bytes, 'model-write');
  return { name, sha256: sha256(bytes), bytes: bytes.length };
}
