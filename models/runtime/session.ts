import * as ort from 'onnxruntime-node';
import { NumericError } from '../../kernels/errors.ts';
import { type DeviceName, deviceMissing, modelUnusable, type UsedDevice } from './device.ts';
import { deviceProblem } from './probe.ts';

export type ArrayData = Float32Array | BigInt64Array;

/** A value that goes into or comes out of a network. */
export interface Value {
  readonly shape: readonly number[];
  readonly data: ArrayData;
}

export interface Session {
  /** The device that really runs the network. */
  readonly device: UsedDevice;
  run(inputs: Readonly<Record<string, Value>>): Promise<Record<string, Value>>;
  close(): Promise<void>;
}

export interface SessionOptions {
  readonly device?: DeviceName;
  /** Threads inside an operation; 0 leaves the choice to onnxruntime. */
  readonly threads?: number;
}

/**
 * Opens an ONNX model. A device asked for by name is used or is an error, never replaced. `auto` takes cuda where
 * its libraries and a device are there, else the cpu. It leaves webgpu alone: nothing tells a graphics card from a slow software
 * renderer there.
 */
export async function openSession(
  model: Uint8Array,
  { device = 'auto', threads = 0 }: SessionOptions = {},
): Promise<Session> {
  const used = device === 'auto' ? await bestDevice() : device;
  if (used !== 'cpu' && used === device) {
    const problem = await deviceProblem(used);
    if (problem !== undefined) throw deviceMissing(used, problem);
  }
  try {
    return wrap(await createBareSession(model, used, threads), used);
  } catch (error) {
    throw modelUnusable(used, error);
  }
}

async function bestDevice(): Promise<UsedDevice> {
  const bundled = ort.listSupportedBackends().some(({ name, bundled }) => name === 'cuda' && bundled);
  return bundled && (await deviceProblem('cuda')) === undefined ? 'cuda' : 'cpu';
}

/** The session of onnxruntime itself, as every model is opened. */
export async function createBareSession(
  model: Uint8Array,
  device: UsedDevice,
  threads: number,
): Promise<ort.InferenceSession> {
  const options: ort.InferenceSession.SessionOptions = {
    executionProviders: [device],
    logSeverityLevel: 4,
    intraOpNumThreads: threads,
    // Waiting threads sleep: on shared machines spinning costs more than it gains.
    extra: { session: { intra_op: { allow_spinning: '0' } } },
  };
  return ort.InferenceSession.create(model, options);
}

function wrap(session: ort.InferenceSession, device: UsedDevice): Session {
  return {
    device,
    async run(inputs) {
      const feeds = Object.fromEntries(
        Object.entries(inputs).map(([name, { shape, data }]) => [
          name,
          data instanceof Float32Array
            ? new ort.Tensor('float32', data, shape)
            : new ort.Tensor('int64', data, shape),
        ]),
      );
      const results = await session.run(feeds);
      return Object.fromEntries(
        Object.entries(results).map(([name, tensor]) => {
          if (!(tensor.data instanceof Float32Array))
            throw new NumericError('model-type', `output ${name} is ${tensor.type}, expected float32`);
          return [name, { shape: tensor.dims, data: tensor.data }];
        }),
      );
    },
    close: () => session.release(),
  };
}
