import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { configError } from '../../kernels/errors.ts';
import type { Codec, Denoiser } from '../codec/codec.ts';
import { LATENT_CHANNELS, PATCH } from '../codec/latent.ts';
import { neuralCodec } from '../codec/neuralCodec.ts';
import { neuralDenoiser } from '../denoiser/neuralDenoiser.ts';
import type { CurvePoint } from '../denoiser/ownEstimate.ts';
import type { DeviceName } from '../runtime/device.ts';
import { openSession } from '../runtime/session.ts';
import { type CodecCard, type DenoiserCard, type ModelCard, readCard, sha256 } from './card.ts';

/** The models that come with semlink. */
export const SHIPPED_MODELS = join(fileURLToPath(new URL('.', import.meta.url)), 'universal');

export const CODEC_CARD = 'codec.json';
export const DENOISER_CARD = 'denoiser.json';

export interface LoadOptions {
  readonly device: DeviceName;
  /** Folder with the cards and their ONNX files; the shipped models unless given. */
  readonly directory?: string;
  readonly threads?: number;
}

export interface Loaded<Model, Card extends ModelCard> {
  readonly model: Model;
  readonly card: Card;
  readonly provenance: {
    readonly name: string;
    readonly kind: Card['kind'];
    readonly sha256: string;
    readonly parameters: number;
  };
  readonly deviceUsed: string;
}

export interface LoadedDenoiser extends Loaded<Denoiser, DenoiserCard> {
  /** The same denoiser, its error estimate corrected by another curve than the card's; by none for an empty one. */
  withCurve(curve: readonly CurvePoint[]): Denoiser;
}

/** Loads the codec of a model folder after checking its files against its card. */
export async function loadCodec({
  directory = SHIPPED_MODELS,
  ...session
}: LoadOptions): Promise<Loaded<Codec, CodecCard>> {
  const path = join(directory, CODEC_CARD);
  const card = checkedCard(path, 'codec');
  const encoder = await openSession(checkedFile(directory, path, card.files.encoder), session);
  const decoder = await openSession(checkedFile(directory, path, card.files.decoder), session);
  return {
    model: neuralCodec(encoder, decoder),
    card,
    provenance: provenance(card, card.files.encoder.sha256),
    deviceUsed: decoder.device,
  };
}

/**
 * Loads the denoiser of a model folder; it must have been trained on the latents of the codec beside it. The error curve on its card corrects
 * its error estimate.
 */
export async function loadDenoiser({
  directory = SHIPPED_MODELS,
  ...session
}: LoadOptions): Promise<LoadedDenoiser> {
  const path = join(directory, DENOISER_CARD);
  const card = checkedCard(path, 'denoiser');
  const encoder = checkedCard(join(directory, CODEC_CARD), 'codec').files.encoder.sha256;
  if (card.encoderSha256 !== encoder)
    throw configError(
      'card-pair',
      path,
      `belongs to the encoder ${card.encoderSha256}, the codec beside it has ${encoder}`,
    );
  const network = await openSession(checkedFile(directory, path, card.files.denoiser), session);
  return {
    model: neuralDenoiser(network, card.measured.mse),
    withCurve: curve => neuralDenoiser(network, curve),
    card,
    provenance: provenance(card, card.files.denoiser.sha256),
    deviceUsed: network.device,
  };
}

function checkedCard<Kind extends ModelCard['kind']>(
  path: string,
  kind: Kind,
): Extract<ModelCard, { kind: Kind }> {
  const card = readCard(path);
  if (card.kind !== kind)
    throw configError('card-kind', path, `describes a ${card.kind}, expected a ${kind}`);
  if (card.latentChannels !== LATENT_CHANNELS || card.patch !== PATCH)
    throw configError(
      'card-shape',
      path,
      `says ${card.latentChannels} latent channels on ${card.patch} px patches, the network has ${LATENT_CHANNELS} on ${PATCH} px`,
    );
  return card as Extract<ModelCard, { kind: Kind }>;
}

/** A model file's bytes, if they are those that the card describes. */
export function checkedFile(
  directory: string,
  cardPath: string,
  { name, sha256: expected, bytes }: { name: string; sha256: string; bytes: number },
): Uint8Array {
  const path = join(directory, name);
  let content: Uint8Array;
  try {
    content = readFileSync(path);
  } catch (cause) {
    throw configError('model-missing', path, `cannot be read, but the card ${cardPath} names it`, cause);
  }
  const found = sha256(content);
  if (found !== expected)
    throw configError(
      'model-checksum',
      path,
      `has sha256 ${found} (${content.length} bytes), its card ${cardPath} says ${expected} (${bytes} bytes)`,
    );
  return content;
}

function provenance<Kind extends ModelCard['kind']>(card: ModelCard & { kind: Kind }, checksum: string) {
  return { name: card.name, kind: card.kind, sha256: checksum, parameters: card.parameters };
}
