import { describe, expect, it } from 'vitest';
import { randomStream } from '../../kernels/random/stream.ts';
import { multipleAccess } from '../multipleAccess.ts';
import { QPSK_HALF } from './fixture.ts';
import { type PacketFormat, packetFormat } from './packet.ts';
import { rotated } from './rotated.ts';
import { receiveLayers } from './successiveCancellation.ts';

const bpsk = packetFormat(1944, { ...QPSK_HALF, modulation: 'bpsk' })!;
const payload = (k: number) => Uint8Array.from({ length: bpsk.capacity }, (_, i) => 17 * i + k);

/** Whether the strongest of nine BPSK packets, one of power 1 and eight of 0.1, whose gains have the same phase, comes through. */
function strongestPasses(packetOf: (k: number) => PacketFormat): boolean {
  const layers = Array.from({ length: 9 }, (_, k) => ({
    packet: packetOf(k),
    gain: { re: 1, im: 0 },
    power: k === 0 ? 1 : 0.1,
    sent: payload(k),
  }));
  const onAir = layers.map(({ packet, sent, ...link }) => ({ ...link, signal: packet.send(sent) }));
  const noiseVar = 0.4;
  return (
    receiveLayers(multipleAccess(onAir, { noiseVar }, randomStream('aligned')), layers, noiseVar)[0] !==
    undefined
  );
}

describe('rotated', () => {
  it('reads what it sends, and nothing that another name has sent', () => {
    const own = rotated(bpsk, 3);
    const signal = own.send(payload(0));
    expect([...own.receive(signal, 0.1, payload(0))!]).toEqual([...payload(0)]);
    expect(rotated(bpsk, 4).receive(signal, 0.1, payload(0))).toBeUndefined();
    expect(rotated(bpsk, 3).send(payload(0))).toEqual(signal);
  });

  it('turns each symbol by whole quarters and leaves half of the power in each dimension', () => {
    const plain = bpsk.send(payload(1));
    const { re, im } = rotated(bpsk, 1).send(payload(1));
    let inPhase = 0;
    for (let i = 0; i < re.length; i++) {
      expect(re[i] ** 2 + im[i] ** 2).toBe(plain.re[i] ** 2);
      if (re[i] !== 0) inPhase++;
    }
    // Binomial with p = 1/2, 3.29 standard deviations.
    expect(Math.abs(inPhase - re.length / 2)).toBeLessThan(3.29 * Math.sqrt(re.length / 4));
  });

  it('lets aligned BPSK packets pass at −0.8 dB of SINR, which fails where all fall on the same dimension', () => {
    expect(strongestPasses(k => rotated(bpsk, k))).toBe(true);
    expect(strongestPasses(() => bpsk)).toBe(false);
  });
});
