import { broadcast } from '../../channels/broadcast.ts';
import type { PacketFormat } from '../../channels/digital/packet.ts';
import { receiveLayers } from '../../channels/digital/successiveCancellation.ts';
import { multipleAccess } from '../../channels/multipleAccess.ts';
import type { Complex } from '../../kernels/complex.ts';
import type { RandomStream } from '../../kernels/random/stream.ts';

/** One user's packet among those on the air at once. */
export interface UserLayer {
  readonly packet: PacketFormat;
  readonly payload: Uint8Array;
  /** h between the user and the base station. */
  readonly gain: Complex;
  /** P: mean transmit power per complex symbol. */
  readonly power: number;
}

/**
 * Non-orthogonal multiple access, uplink: everyone's packet in the same channel uses, y = Σ_k h_k √P_k s_k + n, received by successive
 * cancellation, the strongest first; of equally strong ones the first.
 *
 * @param stream the receiver's noise
 * @returns whether each packet came through
 * @throws as `multipleAccess` and `receiveLayers`
 */
export function passUplink(layers: readonly UserLayer[], noiseVar: number, stream: RandomStream): boolean[] {
  const received = multipleAccess(layers.map(onAir), { noiseVar }, stream);
  return receiveLayers(received, layers.map(toBeReceived), noiseVar).map(payload => payload !== undefined);
}

/**
 * The same, downlink: y_k = h_k Σ_j √P_j s_j + n_k. Each user receives the layers of more power than its own first, and takes them away.
 *
 * @param streams the noise of each user
 * @returns whether each packet came through to its user
 * @throws as `broadcast` and `receiveLayers`
 */
export function passDownlink(
  layers: readonly UserLayer[],
  noiseVar: number,
  streams: readonly RandomStream[],
): boolean[] {
  const listeners = layers.map(({ gain }, k) => ({ gain, noiseVar, stream: streams[k] }));
  return broadcast(layers.map(onAir), listeners).map((received, k) => {
    const heard = layers.map(layer => ({ ...toBeReceived(layer), gain: layers[k].gain }));
    return receiveLayers(received, heard, noiseVar, k)[k] !== undefined;
  });
}

function onAir({ packet, payload, gain, power }: UserLayer) {
  return { signal: packet.send(payload), gain, power };
}

function toBeReceived({ packet, payload, gain, power }: UserLayer) {
  return { packet, gain, power, sent: payload };
}
