import { configError, RuntimeFailure } from '../../kernels/errors.ts';

/** Where networks run. `auto` is cuda where present, else cpu; the result says which one it was. */
export const DEVICES = ['auto', 'cpu', 'cuda', 'webgpu'] as const;
export type DeviceName = (typeof DEVICES)[number];
export type UsedDevice = Exclude<DeviceName, 'auto'>;

/** @throws ConfigError for anything but one of `DEVICES` */
export function parseDevice(value: string): DeviceName {
  const device = DEVICES.find(name => name === value);
  if (!device)
    throw configError('device-unknown', 'device', `"${value}" is not one of ${DEVICES.join(', ')}`);
  return device;
}

/** The error of a device that was asked for by name and is not there, with the runtime's own reason as cause. */
export function deviceMissing(device: UsedDevice, cause: unknown): Error {
  const reason = cause instanceof Error ? cause.message.split('\n')[0] : String(cause);
  if (device === 'cpu')
    return new RuntimeFailure('device-cpu', `onnxruntime could not load the model: ${reason}`, { cause });
  return configError(
    'device-missing',
    'device',
    `"${device}" does not work on this machine (${reason}); use auto or cpu, and see "semlink doctor"`,
    cause,
  );
}
