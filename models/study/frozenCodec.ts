import { configError } from '../../kernels/errors.ts';
import type { CodecSize } from '../codec/network.ts';
import type { TrunkSize } from '../transformer/transformer.ts';
import { WINDOW } from '../transformer/windows.ts';
import { readTrainedCodec, type TrainedCodec } from '../weights/read.ts';

/** A trained codec on whose latents a denoiser can be trained. */
export interface FrozenCodec extends Pick<TrainedCodec, 'weights'> {
  readonly size: CodecSize;
}

/** Reads the codec of a model folder. Its size is read off its weights. Throws a ConfigError where there is none. */
export function readFrozenCodec(directory: string): FrozenCodec {
  const { weights, known } = readTrainedCodec(directory);
  const size = {
    encoder: trunkSize(known, 'encoder', directory),
    decoder: trunkSize(known, 'decoder', directory),
  };
  return { weights, size };
}

function trunkSize(weights: ReadonlyMap<string, Float32Array>, name: string, directory: string): TrunkSize {
  const lengthOf = (weight: string) => weights.get(`${name}.${weight}`)?.length ?? 0;
  let blocks = 0;
  while (lengthOf(`${blocks}.query`) > 0) blocks++;
  if (blocks === 0)
    throw configError(
      'model-weights',
      directory,
      `holds no ${name} trained by semlink; only such codecs can be built upon`,
    );
  return {
    width: Math.sqrt(lengthOf('0.query')),
    heads: lengthOf('0.position') / (2 * WINDOW - 1) ** 2,
    blocks,
  };
}
