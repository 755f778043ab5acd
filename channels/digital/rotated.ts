import { type ComplexSignal, zeroSignal } from '../../kernels/complex.ts';
import { type NamePart, randomStream } from '../../kernels/random/stream.ts';
import type { PacketFormat } from './packet.ts';

/**
 * The same packet with each symbol turned by a quarter turn that sender and receiver know: s_i · j^{q_i}, q_i ∈ {0, 1, 2, 3} with equal
 * chance. To everyone else it then has E s² = 0: half of its power lies in each real dimension, whatever the constellation. Without,
 * BPSK packets whose gains have the same phase would disturb each other with twice the noise that a receiver of N0/2 counts on.
 *
 * @param name names the turns
 */
export function rotated(packet: PacketFormat, ...name: NamePart[]): PacketFormat {
  const stream = randomStream('digital', 'rotation', ...name);
  const turns = Uint8Array.from({ length: packet.uses }, () => stream.uint32() & 3);
  return {
    ...packet,
    send: payload => turned(packet.send(payload), turns, 1),
    receive: (signal, noiseVar, sent) => packet.receive(turned(signal, turns, -1), noiseVar, sent),
  };
}

/** Symbols times j^(sign·turns). */
function turned(signal: ComplexSignal, turns: Uint8Array, sign: 1 | -1): ComplexSignal {
  const out = zeroSignal(signal.length);
  for (let i = 0; i < signal.length; i++) {
    const quarter = (sign * turns[i]) & 3;
    const [re, im] = [signal.re[i], signal.im[i]];
    out.re[i] = quarter === 0 ? re : quarter === 1 ? -im : quarter === 2 ? -re : im;
    out.im[i] = quarter === 0 ? im : quarter === 1 ? re : quarter === 2 ? -im : -re;
  }
  return out;
}
