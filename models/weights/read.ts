import { readFileSync } from 'node:fs';
import { configError } from '../../kernels/errors.ts';
import { fromHalves } from '../graph/halves.ts';
import { decodeInitializers, type OnnxTensor } from '../graph/onnx.ts';

const HALF_SUFFIX = '.f16';

/** The named weights stored in one of semlink's own ONNX files, in single precision. */
export function readWeights(file: string): Map<string, Float32Array> {
  const weights = new Map<string, Float32Array>();
  for (const tensor of readInitializers(file))
    if (tensor.name.endsWith(HALF_SUFFIX)) {
      const copy = tensor.bytes.slice();
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
