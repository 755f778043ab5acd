import type { Codec, Denoiser } from '../models/codec/codec.ts';
import { parseDevice } from '../models/runtime/device.ts';
import { loadCodec, loadDenoiser } from '../models/weights/load.ts';
import type { Provenance } from '../sim/results.ts';

export interface LoadedModels {
  readonly networks: { readonly codec: Codec; readonly denoiser: Denoiser };
  readonly about: Pick<Provenance, 'models' | 'deviceRequested' | 'deviceUsed'>;
}

/** The codec and the denoiser of a model folder, on a device. Throws as `parseDevice`, `loadCodec` and `loadDenoiser`. */
export async function loadModels(deviceName: string, directory: string): Promise<LoadedModels> {
  const device = parseDevice(deviceName);
  const where = { device, directory };
  const codec = await loadCodec(where);
  const denoiser = await loadDenoiser(where);
  const devices = new Set([codec.deviceUsed, denoiser.deviceUsed]);
  return {
    networks: { codec: codec.model, denoiser: denoiser.model },
    about: {
      models: [codec.provenance, denoiser.provenance],
      deviceRequested: device,
      deviceUsed: [...devices].join(' and '),
    },
  };
}
