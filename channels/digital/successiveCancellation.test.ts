import { describe, expect, it } from 'vitest';
import type { Complex } from '../../kernels/complex.ts';
import { randomStream } from '../../kernels/random/stream.ts';
import { awgn } from '../awgn.ts';
import { multipleAccess } from '../multipleAccess.ts';
import { packetFormat } from './packet.ts';
import { receiveLayers } from './successiveCancellation.ts';

const USES = 1944;
const packet = packetFormat(USES, {
  modulation: 'qpsk',
  rate: '1/2',
  blockLength: 1944,
  decoder: { algorithm: 'min-sum', iterations: 30 },
  demapper: 'exact',
  failureDetection: 'crc-32',
});
if (!packet) throw new Error('the packet carries nothing');

const FRAMES = 30;
const RATE = 1;
const gains: Complex[] = [
  { re: 0.6, im: 0.8 },
  { re: -0.5, im: 0.5 },
  { re: 0, im: 2 },
];

/** Arriving powers of packets at SINRs in dB, the weakest, which sees noise only, last; N0 = 1. */
function powersFor(sinrsDb: readonly number[]): number[] {
  const powers: number[] = [];
  let heard = 1;
  for (const db of [...sinrsDb].reverse()) {
    powers.unshift(heard * 10 ** (db / 10));
    heard += powers[0];
  }
  return powers;
}

/** One frame of as many users as powers. */
function frame(arriving: readonly number[], index: number) {
  const layers = arriving.map((power, k) => {
    const gain = gains[k % gains.length];
    const stream = randomStream('sic', index, k);
    const sent = Uint8Array.from({ length: packet?.capacity ?? 0 }, () => stream.uint32() & 255);
    return {
      packet: packet as NonNullable<typeof packet>,
      gain,
      power: power / (gain.re ** 2 + gain.im ** 2),
      sent,
    };
  });
  const users = layers.map(({ packet, gain, power, sent }) => ({ signal: packet.send(sent), gain, power }));
  const noise = () => randomStream('sic', index, 'noise');
  return { layers, users, received: multipleAccess(users, { noiseVar: 1 }, noise()), noise };
}

/** Frames in which each user came through. */
function successes(arriving: readonly number[]): number[] {
  const count = arriving.map(() => 0);
  for (let index = 0; index < FRAMES; index++) {
    const { layers, received } = frame(arriving, index);
    receiveLayers(received, layers, 1).forEach((payload, k) => {
      if (payload && Buffer.from(payload).equals(layers[k].sent)) count[k]++;
    });
  }
  return count;
}

describe('receiveLayers', () => {
  it('comes within 3 dB of a corner point of the multiple-access channel, with two and three users', () => {
    expect(successes(powersFor([3, 3]))).toEqual([FRAMES, FRAMES]);
    expect(successes(powersFor([3, 3, 3]))).toEqual([FRAMES, FRAMES, FRAMES]);
    // In whatever order they are listed.
    expect(successes(powersFor([3, 3, 3]).reverse())).toEqual([FRAMES, FRAMES, FRAMES]);
  });

  it('does not pass it: a rate above the corner point fails, and takes the weaker user along', () => {
    expect(Math.log2(1 + 10 ** -0.05)).toBeLessThan(RATE);
    expect(successes(powersFor([-0.5, 3]))).toEqual([0, 0]);
    expect(successes(powersFor([3, -0.5]))).toEqual([FRAMES, 0]);
  });

  it('leaves the weaker user what it would have alone, frame by frame', () => {
    // 1.3 dB is in the waterfall: some frames fail, and it must be the same ones.
    const arriving = powersFor([4, 1.3]);
    const outcomes = Array.from({ length: 3 * FRAMES }, (_, index) => {
      const { layers, received, users, noise } = frame(arriving, index);
      const alone = multipleAccess([users[1]], { noiseVar: 1 }, noise());
      const clean = receiveLayers(alone, [layers[1]], 1)[0];
      const cancelled = receiveLayers(received, layers, 1)[1];
      return [cancelled !== undefined, clean !== undefined] as const;
    });
    const cleanSuccesses = outcomes.filter(([, clean]) => clean).length;
    expect(cleanSuccesses).toBeGreaterThan(0.1 * outcomes.length);
    expect(cleanSuccesses).toBeLessThan(0.9 * outcomes.length);
    // Cancelling in single precision leaves 1e-7 of the stronger user behind.
    const different = outcomes.filter(([cancelled, clean]) => cancelled !== clean).length;
    expect(different).toBeLessThanOrEqual(1);
  });

  it('would be noticed to cancel nothing', () => {
    const arriving = powersFor([4, 3]);
    const { layers, received } = frame(arriving, 0);
    // The weaker user with the stronger one left in place.
    const interference = arriving[0] + 1;
    expect(receiveLayers(received, [layers[1]], interference)[0]).toBeUndefined();
    expect(receiveLayers(received, layers, 1)[1]).toBeDefined();
  });

  it('is a plain receiver for one user of unit gain and power', () => {
    const sent = Uint8Array.of(1, 2, 3);
    const signal = awgn(packet.send(sent), { noiseVar: 0.5 }, randomStream('one'));
    const layer = { packet, gain: { re: 1, im: 0 }, power: 1, sent };
    expect(receiveLayers(signal, [layer], 0.5)).toEqual([packet.receive(signal, 0.5, sent)]);
  });
});
