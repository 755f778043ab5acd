import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { configError } from '../../kernels/errors.ts';
import { fromHalves } from '../graph/halves.ts';
import { decodeInitializers, type OnnxTensor } from '../graph/onnx.ts';
import type { WeightLookup } from '../graph/weights.ts';
import { readCard } from './card.ts';
import { listModels } from './check.ts';
import { CODEC_CARD } from './load.ts';

const HALF_SUFFIX = '.f16';

/** The named weights stored in one of semlink's own ONNX files, in single precision. */
function readWeights(file: string): Map<string, Float32Array> {
  const weights = new Map<string, Float32Array>();
  for (const tensor of readInitializers(file))
    if (tensor.name.endsWith(HALF_SUFFIX)) {
      // A copy of its own starts at an even address.
      const copy = Uint8Array.from(tensor.bytes);
      weights.set(tensor.name.slice(0, -HALF_SUFFIX.length), fromHalves(new Uint16Array(copy.buffer)));
    }
  return weights;
}

function readInitializers(file: string): OnnxTensor[] {
  let bytes: Uint8Array;
  try {
    bytes = readFileSync(file);
  } catch (cause) {
    throw configError('model-missing', file, 'cannot be read; expected an ONNX model', cause);
  }
  try {
    return decodeInitializers(bytes);
  } catch (cause) {
    throw configError('model-format', file, 'is not an ONNX model', cause);
  }
}

function readAll(directory: string, files: readonly { readonly name: string }[]): Map<string, Float32Array> {
  return new Map(files.flatMap(file => [...readWeights(join(directory, file.name))]));
}

/** All trained weights in a model folder, of whichever networks it holds, by name; and the files they came from. */
export function readTrainedWeights(directory: string): {
  readonly weights: ReadonlyMap<string, Float32Array>;
  readonly files: readonly { readonly name: string; readonly sha256: string }[];
} {
  const files = listModels(directory).flatMap(({ card }) => Object.values(card.files));
  return { weights: readAll(directory, files), files };
}

/** A trained codec that others can be built upon. */
export interface TrainedCodec {
  /** Finds a weight by name. Throws a ConfigError for one that the codec does not have. */
  readonly weights: WeightLookup;
  /** All of them. */
  readonly known: ReadonlyMap<string, Float32Array>;
  readonly encoderSha256: string;
}

/** The codec in a model folder. Throws a ConfigError where there is none. */
export function readTrainedCodec(directory: string): TrainedCodec {
  const path = join(directory, CODEC_CARD);
  const card = readCard(path);
  if (card.kind !== 'codec')
    throw configError('card-kind', path, `describes a ${card.kind}, expected a codec`);
  const known = readAll(directory, Object.values(card.files));
  return {
    known,
    encoderSha256: card.files.encoder.sha256,
    weights(name) {
      const found = known.get(name);
      if (!found)
        throw configError(
          'model-weights',
          directory,
          `holds no weight ${name}; only codecs trained by semlink can be built upon`,
        );
      return found;
    },
  };
}
