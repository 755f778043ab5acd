import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { complexSignal, meanPower } from '../../kernels/complex.ts';
import { noiseVariance } from '../../kernels/power.ts';
import { randomStream } from '../../kernels/random/stream.ts';
import { awgn } from '../awgn.ts';
import { QPSK_HALF } from './fixture.ts';
import { CODE_RATES } from './ldpc/code.ts';
import { type PacketSettings, packetFormat } from './packet.ts';
import { frameBits, payloadBytes, unframe } from './payload.ts';
import { MODULATIONS, type Modulation } from './qam.ts';

const settings = QPSK_HALF;

const payload = (length: number, seed = 0) => {
  const stream = randomStream('payload', length, seed);
  return Uint8Array.from({ length }, () => stream.uint32() & 255);
};

function made(uses: number, changes: Partial<PacketSettings> = {}) {
  const packet = packetFormat(uses, { ...settings, ...changes });
  if (!packet) throw new Error('the packet carries nothing');
  return packet;
}

describe('packetFormat', () => {
  it('brings any payload through a clean channel', () => {
    const any = fc.record({
      uses: fc.integer({ min: 700, max: 3000 }),
      modulation: fc.constantFrom(...MODULATIONS),
      rate: fc.constantFrom(...CODE_RATES),
      failureDetection: fc.constantFrom('crc-32' as const, 'oracle' as const),
      fill: fc.double({ min: 0, max: 1, noNaN: true }),
    });
    fc.assert(
      fc.property(any, ({ uses, fill, ...changes }) => {
        const packet = made(uses, changes);
        const bytes = payload(Math.floor(fill * packet.capacity));
        const signal = packet.send(bytes);
        expect(signal.length).toBe(uses);
        expect(packet.receive(signal, 0.001, bytes)).toEqual(Buffer.from(bytes));
      }),
      { numRuns: 40 },
    );
  });

  it('keeps zeros at the end of a payload', () => {
    const packet = made(800);
    for (const bytes of [Uint8Array.of(5, 0, 0), Uint8Array.of(0), Uint8Array.of(0x80, 0), new Uint8Array(0)])
      expect(packet.receive(packet.send(bytes), 0.01, bytes)).toEqual(Buffer.from(bytes));
  });

  it('has unit mean energy even when the payload is all zeros', () => {
    for (const modulation of MODULATIONS) {
      const power = meanPower(made(4000, { modulation }).send(new Uint8Array(60)));
      // The energy of 256-QAM symbols has a standard deviation of 0.63.
      expect(Math.abs(power - 1)).toBeLessThan((3.29 * 0.63) / Math.sqrt(4000));
    }
  });

  it('notices that it was received wrong', () => {
    const packet = made(648);
    const bytes = payload(packet.capacity);
    const noisy = (snrDb: number) => {
      const noiseVar = noiseVariance(snrDb);
      return packet.receive(
        awgn(packet.send(bytes), { noiseVar }, randomStream('wrong', snrDb)),
        noiseVar,
        bytes,
      );
    };
    expect(noisy(4)).toEqual(Buffer.from(bytes));
    expect(noisy(-3)).toBeUndefined();
  });

  it('works at a rate below its name when words are shortened', () => {
    // 256 uses of QPSK at rate 1/2 hold 188 information bits: 0.37 bits per coded bit.
    const packet = made(256);
    expect(packet.segmentation.informationBits).toBe(188);
    expect(packet.capacity).toBe(18);
    const bytes = payload(18);
    const noiseVar = noiseVariance(1);
    const heard = Array.from({ length: 40 }, (_, i) =>
      packet.receive(awgn(packet.send(bytes), { noiseVar }, randomStream('short', i)), noiseVar, bytes),
    );
    expect(heard.filter(Boolean).length).toBeGreaterThan(35);
    const full = made(1296);
    const long = payload(full.capacity);
    const failed = Array.from({ length: 10 }, (_, i) =>
      full.receive(awgn(full.send(long), { noiseVar }, randomStream('full', i)), noiseVar, long),
    ).filter(bytesHeard => !bytesHeard);
    expect(failed.length).toBeGreaterThan(5);
  });

  it('carries nothing in too few symbols, and refuses too much and too little', () => {
    expect(packetFormat(100, settings)).toBeUndefined();
    const packet = made(648);
    expect(() => packet.send(payload(packet.capacity + 1))).toThrow(
      `${packet.capacity + 1} bytes in a packet of`,
    );
    const short = complexSignal(new Float32Array(5), new Float32Array(5));
    expect(() => packet.receive(short, 1, new Uint8Array(0))).toThrow('5 symbols in a packet of 648');
    expect(() => packetFormat(100, { ...settings, modulation: '8-psk' as Modulation })).toThrow("no '8-psk'");
  });

  it('refuses symbols that are not numbers', () => {
    const packet = made(648);
    const signal = packet.send(new Uint8Array(1));
    signal.re[3] = Number.NaN;
    expect(() => packet.receive(signal, 1, new Uint8Array(1))).toThrow('is NaN');
  });
});

describe('unframe', () => {
  it('catches every single wrong bit', () => {
    const bits = frameBits(payload(20), 8 * 26 + 3, 'crc-32');
    expect(payloadBytes(bits.length, 'crc-32')).toBe(21);
    for (let i = 0; i < 8 * 26; i++)
      expect(unframe(bits.with(i, bits[i] ^ 1), 'crc-32', new Uint8Array(0))).toBeUndefined();
  });

  it('an oracle sees every difference to what was sent, and only those', () => {
    const bytes = payload(20);
    const bits = frameBits(bytes, 8 * 22, 'oracle');
    expect(payloadBytes(bits.length, 'oracle')).toBe(22);
    expect(unframe(bits.with(7, bits[7] ^ 1), 'oracle', bytes)).toBeUndefined();
    expect(unframe(bits.with(8 * 20, bits[8 * 20] ^ 1), 'oracle', bytes)).toEqual(Buffer.from(bytes));
  });
});
