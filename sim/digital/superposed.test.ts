import { describe, expect, it } from 'vitest';
import { QPSK_HALF } from '../../channels/digital/fixture.ts';
import { type PacketFormat, packetFormat } from '../../channels/digital/packet.ts';
import { rotated } from '../../channels/digital/rotated.ts';
import { multipleAccess } from '../../channels/multipleAccess.ts';
import { squaredMagnitude } from '../../kernels/complex.ts';
import { randomStream } from '../../kernels/random/stream.ts';
import { passDownlink, passUplink, type UserLayer } from './superposed.ts';

const USES = 1944;
const packet = packetFormat(USES, { ...QPSK_HALF, decoder: { algorithm: 'min-sum', iterations: 30 } })!;
const unit = { re: 1, im: 0 };

function layers(powers: readonly number[], gains = powers.map(() => unit)): UserLayer[] {
  return powers.map((power, k) => ({
    packet: rotated(packet, k),
    payload: Uint8Array.from({ length: packet.capacity }, (_, i) => 31 * i + k),
    power,
    gain: gains[k],
  }));
}

const noise = (name = 0) => randomStream('superposed', name);

/** Successive cancellation that goes on to the next layer without taking away the one before. */
function withoutReencoding(users: readonly UserLayer[], noiseVar: number): boolean[] {
  const onAir = users.map(user => ({ ...user, signal: user.packet.send(user.payload) }));
  const received = multipleAccess(onAir, { noiseVar }, noise());
  return users.map(({ packet: own, payload, gain, power }) => {
    const arriving = squaredMagnitude(gain) * power;
    const scaled = received.re.map(x => x / Math.sqrt(arriving));
    const signal = { ...received, re: scaled, im: received.im.map(x => x / Math.sqrt(arriving)) };
    return own.receive(signal, noiseVar / arriving, payload) !== undefined;
  });
}

describe('passUplink', () => {
  it('brings two packets through at once with powers 0.8 and 0.2, and neither with equal ones', () => {
    expect(passUplink(layers([0.8, 0.2]), 0.05, noise())).toEqual([true, true]);
    expect(passUplink(layers([0.5, 0.5]), 0.05, noise())).toEqual([false, false]);
  });

  it('would lose the weaker one if the stronger one were not encoded again and taken away', () => {
    expect(withoutReencoding(layers([0.8, 0.2]), 0.05)).toEqual([true, false]);
  });

  it('lets a failure propagate: the weaker one is lost with a stronger one, however little noise there is', () => {
    const hopeless: PacketFormat = { ...packet, receive: () => undefined };
    const [strong, weak] = layers([0.8, 0.2]);
    expect(passUplink([{ ...strong, packet: hopeless }, weak], 1e-3, noise())).toEqual([false, false]);
    expect(passUplink([weak], 1e-3, noise())).toEqual([true]);
  });
});

describe('passDownlink', () => {
  const near = { re: 0, im: 1 };
  const far = { re: 0.3, im: 0 };

  it('lets the near user take away the layer of the far one, who hears its own as it is', () => {
    // At the far user: SINR 0.8·0.09/(0.2·0.09 + 0.01) = 4.1 dB; at the near one 6 dB, then 0.2/0.01 = 13 dB.
    const users = layers([0.8, 0.2], [far, near]);
    expect(passDownlink(users, 0.01, [noise(1), noise(2)])).toEqual([true, true]);
  });

  it('is lost on both where powers are equal', () => {
    const users = layers([0.5, 0.5], [far, near]);
    expect(passDownlink(users, 0.01, [noise(1), noise(2)])).toEqual([false, false]);
  });

  it('gives every user noise of its own', () => {
    const shared = noise(1);
    expect(() => passDownlink(layers([0.8, 0.2]), 0.01, [shared, shared])).toThrow('share a stream');
  });
});
