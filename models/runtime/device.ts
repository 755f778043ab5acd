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

/** The error of a device that was asked for by name and does not work here. */
export function deviceMissing(device: UsedDevice, reason: string): Error {
  return configError(
    'device-missing',
    'device',
    `"${device}" does not work on this machine (${reason}); use auto or cpu, and see "semlink doctor"`,
  );
}

/** The error of a model that a working device does not take, with the runtime's own as cause. */
export function modelUnusable(device: UsedDevice, cause: unknown): Error {
  const reason = cause instanceof Error ? cause.message.split('\n')[0] : String(cause);
  return new RuntimeFailure('model-load', `onnxruntime could not load the model on ${device}: ${reason}`, {
    cause,
  });
}
