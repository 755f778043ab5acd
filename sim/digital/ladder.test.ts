import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { downlinkLadder, type Ladder, uplinkLadder } from './ladder.ts';

const sum = (values: readonly number[]) => values.reduce((a, b) => a + b, 0);

/** SINR of each layer when those before it have been taken away. */
function uplinkSinrs({ powers }: Ladder, gains: readonly number[], noiseVar: number): number[] {
  const arriving = powers.map((p, i) => p * gains[i]);
  return arriving.map((own, i) => own / (sum(arriving.slice(i + 1)) + noiseVar));
}

/** SINR of layer i at user `at`. */
function downlinkSinr({ powers }: Ladder, i: number, at: number, gains: readonly number[], noiseVar: number) {
  return (gains[at] * powers[i]) / (gains[at] * sum(powers.slice(i + 1)) + noiseVar);
}

const anyGains = fc.array(fc.double({ min: 1e-3, max: 1, noNaN: true }), { minLength: 1, maxLength: 64 });
const anyNoise = fc.double({ min: 1e-3, max: 10, noNaN: true });

describe('uplinkLadder', () => {
  it('spends all energy and gives every layer the same SINR', () => {
    fc.assert(
      fc.property(anyGains, anyNoise, (unsorted, noiseVar) => {
        const gains = unsorted.toSorted((a, b) => b - a);
        const ladder = uplinkLadder(gains, gains.length, noiseVar);
        expect(sum(ladder.powers)).toBeCloseTo(gains.length, 9);
        for (const sinr of uplinkSinrs(ladder, gains, noiseVar)) expect(sinr / ladder.sinr).toBeCloseTo(1, 6);
      }),
    );
  });

  it.each([
    [1, 0.1],
    [4, 0.01],
    [16, 1],
  ])('shares the sum capacity of %d equal users at N0 = %d', (users, noiseVar) => {
    const { sinr } = uplinkLadder(new Array<number>(users).fill(1), users, noiseVar);
    // An m-th of log2(1 + m/N0), as taking turns at m times the power has.
    expect(users * Math.log2(1 + sinr)).toBeCloseTo(Math.log2(1 + users / noiseVar), 9);
  });

  it('would be noticed if a layer were not to see the noise', () => {
    const gains = [1, 1];
    const { powers, sinr } = uplinkLadder(gains, 2, 0.5);
    expect(powers[0] / (powers[1] + 0.5)).toBeCloseTo(sinr, 9);
    expect(Math.abs(powers[0] / powers[1] - sinr)).toBeGreaterThan(0.1);
  });
});

describe('downlinkLadder', () => {
  it('spends all energy, gives every layer the same SINR at its user, and more at those who hear better', () => {
    fc.assert(
      fc.property(anyGains, anyNoise, (unsorted, noiseVar) => {
        const gains = unsorted.toSorted((a, b) => a - b);
        const ladder = downlinkLadder(gains, gains.length, noiseVar);
        expect(sum(ladder.powers)).toBeCloseTo(gains.length, 9);
        for (let i = 0; i < gains.length; i++) {
          expect(downlinkSinr(ladder, i, i, gains, noiseVar) / ladder.sinr).toBeCloseTo(1, 6);
          expect(downlinkSinr(ladder, i, gains.length - 1, gains, noiseVar)).toBeGreaterThan(
            ladder.sinr * (1 - 1e-6),
          );
        }
      }),
    );
  });

  it('is the ladder of the uplink where all gains are one', () => {
    const gains = [1, 1, 1];
    expect(downlinkLadder(gains, 3, 0.1).powers).toEqual(uplinkLadder(gains, 3, 0.1).powers);
  });
});
