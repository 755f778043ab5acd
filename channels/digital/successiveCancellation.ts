import {
  accumulate,
  add,
  type Complex,
  type ComplexSignal,
  scale,
  squaredMagnitude,
  zeroSignal,
} from '../../kernels/complex.ts';
import type { PacketFormat } from './packet.ts';

/** One of several packets on the air at once. */
export interface Layer {
  readonly packet: PacketFormat;
  /** h: flat gain from the sender to the receiver, known to the receiver; not 0. */
  readonly gain: Complex;
  /** P: mean transmit power per complex symbol, > 0. */
  readonly power: number;
  /** The payload, for packets whose failures are found by an oracle. */
  readonly sent: Uint8Array;
}

/**
 * Receives superposed packets, y = Σ_k h_k √P_k s_k + n, by successive cancellation: the strongest first, all others and the
 * noise taken as noise of power Σ_{j left} |h_j|²P_j + N0; a payload that passes its check is encoded again and taken out of
 * y exactly; then the next. A packet that fails stays in y and counts as interference for the weaker ones.
 *
 * At rates below log2(1 + |h_k|²P_k / (Σ_{j weaker} |h_j|²P_j + N0)), a corner point of the multiple-access channel, good
 * codes bring every packet through; these rates add up to log2(1 + Σ_k |h_k|²P_k / N0).
 *
 * @param last the layer after which to stop, for a receiver of that one alone; all are received unless given
 * @returns the payloads in the order of `layers`, undefined where a packet failed or was not looked for; of equally strong layers the
 *   first comes first
 * @throws as `PacketFormat.receive`
 *
 * Source: Cover, Thomas, "Elements of information theory", 2006, section 15.3.6.
 */
export function receiveLayers(
  signal: ComplexSignal,
  layers: readonly Layer[],
  noiseVar: number,
  last?: number,
): (Uint8Array | undefined)[] {
  const arriving = layers.map(({ gain, power }) => squaredMagnitude(gain) * power);
  const strongestFirst = [...layers.keys()].sort((a, b) => arriving[b] - arriving[a]);
  const remaining = add(signal, zeroSignal(signal.length));
  const payloads: (Uint8Array | undefined)[] = layers.map(() => undefined);
  let present = arriving.reduce((sum, power) => sum + power, 0);
  for (const k of strongestFirst) {
    const { packet, gain, power, sent } = layers[k];
    const amplitude = Math.sqrt(power);
    const inverse = { re: (gain.re * amplitude) / arriving[k], im: (-gain.im * amplitude) / arriving[k] };
    const interference = Math.max(0, present - arriving[k]);
    const variance = (interference + noiseVar) / arriving[k];
    const payload = packet.receive(scale(remaining, inverse), variance, sent);
    payloads[k] = payload;
    if (k === last) break;
    if (payload === undefined) continue;
    accumulate(remaining, packet.send(payload), { re: -gain.re * amplitude, im: -gain.im * amplitude });
    present -= arriving[k];
  }
  return payloads;
}
