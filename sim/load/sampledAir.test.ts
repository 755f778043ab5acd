import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { complexSignal, zeroSignal } from '../../kernels/complex.ts';
import { complexNormal } from '../../kernels/random/normal.ts';
import { randomStream } from '../../kernels/random/stream.ts';
import { unwantedVariances } from '../noiseShare.ts';
import { type Heard, SampledAir, type Sending, sampleAt } from './sampledAir.ts';

function sending(first: number, length: number, name: number | string, power = 1): Sending {
  const signal = complexNormal(randomStream('air', name), length);
  const gains = complexNormal(randomStream('gains', name), length);
  return { first, signal, gains, power };
}

/** A frame of ones at gain 1, whose sums count who is there. */
function ones(first: number, length: number, power = 1): Sending {
  const one = complexSignal(new Float32Array(length).fill(1), new Float32Array(length));
  return { first, signal: one, gains: one, power };
}

/** Directly, K² n: what user k hears, and who else is there. */
function directly(all: readonly (Sending & { readonly end?: number })[], k: number): Heard {
  const { first, signal } = all[k];
  const heard = zeroSignal(signal.length);
  const othersPower = new Float64Array(signal.length);
  for (let i = 0; i < signal.length; i++)
    for (const [j, other] of all.entries()) {
      const at = first + i - other.first;
      const length = Math.min(other.signal.length, (other.end ?? Number.POSITIVE_INFINITY) - other.first);
      if (at < 0 || at >= length) continue;
      const [re, im, a, b] = [other.gains.re, other.gains.im, other.signal.re, other.signal.im].map(
        v => v[at],
      );
      heard.re[i] += Math.sqrt(other.power) * (re * a - im * b);
      heard.im[i] += Math.sqrt(other.power) * (re * b + im * a);
      if (j !== k) othersPower[i] += (re ** 2 + im ** 2) * other.power;
    }
  return { signal: heard, othersPower };
}

function expectSame(actual: Heard, expected: Heard): void {
  expect(Array.from(actual.signal.re)).toEqual(Array.from(expected.signal.re));
  expect(Array.from(actual.signal.im)).toEqual(Array.from(expected.signal.im));
  for (const [i, power] of actual.othersPower.entries())
    expect(power).toBeCloseTo(expected.othersPower[i], 9);
}

describe('the sampled air', () => {
  it('gives two frames that overlap by half each other on that half alone', () => {
    const air = new SampledAir();
    const [a, b] = [ones(10, 8), ones(14, 8, 4)];
    air.begin(a);
    air.begin(b);
    const [first, second] = [air.hear(a), air.hear(b)];
    expect(Array.from(first.signal.re)).toEqual([1, 1, 1, 1, 3, 3, 3, 3]);
    expect(Array.from(first.othersPower)).toEqual([0, 0, 0, 0, 4, 4, 4, 4]);
    expect(Array.from(second.signal.re)).toEqual([3, 3, 3, 3, 2, 2, 2, 2]);
    expect(Array.from(second.othersPower)).toEqual([1, 1, 1, 1, 0, 0, 0, 0]);
  });

  it('is silent where a sender has left, also for those who listen on', () => {
    const air = new SampledAir();
    const [stays, leaves] = [ones(0, 8), ones(2, 8)];
    air.begin(stays);
    air.begin(leaves);
    air.cut(leaves, 5);
    expect(Array.from(air.hear(stays).othersPower)).toEqual([0, 0, 1, 1, 1, 0, 0, 0]);
  });

  it('is the sum of all, whoever asks when, across pages', () => {
    const frame = fc.record({
      first: fc.integer({ min: 4000, max: 4200 }),
      length: fc.integer({ min: 1, max: 90 }),
    });
    fc.assert(
      fc.property(
        fc.array(frame, { minLength: 1, maxLength: 8 }),
        fc.integer({ min: 0, max: 300 }),
        (frames, late) => {
          const all = frames
            .sort((a, b) => a.first - b.first)
            .map(({ first, length }, i) => sending(first, length, i, 1 + i));
          const endOf = ({ first, signal }: Sending) => first + signal.length;
          const order = all.map((_, i) => i).sort((a, b) => endOf(all[a]) - endOf(all[b]));
          const air = new SampledAir();
          let begun = 0;
          const heard = new Map<number, Heard>();
          // Everyone is heard some time after it has ended: at once, or when others have begun long since.
          for (const k of order) {
            while (begun < all.length && all[begun].first < endOf(all[k]) + late) air.begin(all[begun++]);
            heard.set(k, air.hear(all[k]));
          }
          for (const k of all.keys()) expectSame(heard.get(k)!, directly(all, k));
        },
      ),
      { numRuns: 60 },
    );
  });

  it('has the powers of the formula of the noise share', () => {
    const all = [sending(0, 64, 'a', 2), sending(0, 64, 'b', 0.5), sending(0, 64, 'c')];
    const air = new SampledAir();
    for (const one of all) air.begin(one);
    const budgets = all.map(({ gains, power }) => ({ gains, power, errorVar: 0, distortion: 0 }));
    for (const [k, one] of all.entries()) {
      const others = budgets.filter((_, j) => j !== k);
      const unwanted = unwantedVariances(budgets[k], others, 0.1);
      for (const [i, power] of air.hear(one).othersPower.entries())
        expect(power + 0.1).toBeCloseTo(unwanted[i], 5);
    }
  });

  it('forgets what nobody will ask for', () => {
    const air = new SampledAir();
    for (let i = 0; i < 200; i++) {
      const one = ones(3000 * i, 2000);
      air.begin(one);
      air.hear(one);
      expect(air.pages).toBeLessThanOrEqual(3);
    }
  });

  it('refuses a frame that begins in what was heard already', () => {
    const air = new SampledAir();
    const one = ones(0, 10);
    air.begin(one);
    air.hear(one);
    expect(() => air.begin(ones(9, 5))).toThrow('a frame begins at sample 9, but 10 have been heard');
    air.begin(ones(10, 5));
  });
});

describe('samples', () => {
  it('are the nearest ones, and never overlap where frames do not', () => {
    expect([0, 499, 500, 1499, 1500].map(ns => sampleAt(ns, 1e6))).toEqual([0, 0, 1, 1, 2]);
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 1e15 }),
        fc.integer({ min: 1, max: 5000 }),
        fc.double({ min: 1e3, max: 1e9, noNaN: true }),
        (fromNs, symbols, bandwidthHz) => {
          const endNs = fromNs + Math.ceil((symbols * 1e9) / bandwidthHz);
          return sampleAt(endNs, bandwidthHz) >= sampleAt(fromNs, bandwidthHz) + symbols;
        },
      ),
      { numRuns: 5000 },
    );
  });
});
