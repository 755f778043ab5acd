import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { float64Algebra } from '../../kernels/orthogonalization/float64.ts';
import { type Course, float64Run, matrix, relativeGap } from '../../tests/optimizerRuns.ts';
import { auonReference, hybridAuonReference } from './auon.ts';
import { hyperbolicBrake } from './brake.ts';
import { momentum } from './momentum.ts';
import { jordanForm, muon } from './muon.ts';
import { normuonOfficial, normuonPaper } from './normuon.ts';
import { type Optimizer, optimizer } from './optimizer.ts';
import { parameterShape } from './parameterShape.ts';

const entry = fc.integer({ min: -100, max: 100 }).map(hundredths => hundredths / 100);
const sides = fc.tuple(fc.integer({ min: 2, max: 9 }), fc.integer({ min: 2, max: 9 }));
/** A course of three steps without zero gradients. */
const courses: fc.Arbitrary<Course> = sides.chain(([rows, cols]) => {
  const values = fc
    .array(entry, { minLength: rows * cols, maxLength: rows * cols })
    .filter(g => Math.hypot(...g) > 0.1);
  return fc.record({
    shape: fc.constant([rows, cols]),
    start: values,
    gradients: fc.tuple(values, values, values),
    learningRate: fc.double({ min: 0.001, max: 1, noNaN: true }),
  });
});

/** −η·u of each step. */
function updates(optimizer: Optimizer, course: Course): Float64Array[] {
  const stands = float64Run(optimizer, course).map(({ weights }) => Float64Array.from(weights));
  return stands.map((after, i) => after.map((w, k) => w - (i === 0 ? course.start[k] : stands[i - 1][k])));
}
const norm = (values: ArrayLike<number>) => Math.hypot(...Array.from(values));
const rms = (values: ArrayLike<number>) => norm(values) / Math.sqrt(values.length);
const worst = (optimizer: Optimizer, other: Optimizer, course: Course) =>
  Math.max(...updates(optimizer, course).map((u, i) => relativeGap(u, updates(other, course)[i])));
const holds = (property: (course: Course) => void) => fc.assert(fc.property(courses, property), { seed: 3 });

describe('the two forms of momentum', () => {
  it.each([
    ['Muon', (form: 'average' | 'heavyBall') => muon({ form })],
    ['NorMuon', (form: 'average' | 'heavyBall') => normuonOfficial({ form })],
  ])('are the same to %s, which forgets the size of its argument', (_, make) => {
    holds(course => {
      // Newton–Schulz divides by ‖m‖ + 10⁻⁷: the smallest norms here make a difference of some 10⁻⁵.
      expect(worst(make('average'), make('heavyBall'), course)).toBeLessThan(1e-3);
    });
  });

  it('are not the same to the reference form of AuON', () => {
    const heavy = optimizer(momentum({ form: 'heavyBall' }));
    holds(course => {
      expect(worst(auonReference(), heavy, course)).toBeGreaterThan(0.5);
    });
  });
});

describe('the norm of an update', () => {
  it('is 0.2·η as a root mean square for the NorMuon of the paper, whatever the gradients', () => {
    holds(course => {
      for (const u of updates(normuonPaper(), course))
        expect(rms(u) / course.learningRate).toBeCloseTo(0.2, 9);
    });
  });

  it('is that of Muon for the official NorMuon, whose rows are equally long after one step', () => {
    holds(course => {
      const [first, ...later] = updates(normuonOfficial(), course);
      const muons = updates(muon(jordanForm), course);
      for (const [i, u] of [first, ...later].entries()) expect(norm(u) / norm(muons[i])).toBeCloseTo(1, 6);
      const cols = course.shape[1];
      const rows = Array.from({ length: course.shape[0] }, (_, r) =>
        norm(first.subarray(r * cols, (r + 1) * cols)),
      );
      const moving = rows.filter(length => length > 1e-6 * course.learningRate);
      expect(Math.max(...moving) / Math.min(...moving)).toBeCloseTo(1, 4);
    });
  });

  it('would show a paper form that keeps the norm instead', () => {
    const off: number[] = [];
    holds(course => {
      off.push(...updates(normuonOfficial(), course).map(u => Math.abs(rms(u) / course.learningRate - 0.2)));
    });
    expect(Math.max(...off)).toBeGreaterThan(0.01);
  });
});

describe('the brake', () => {
  const brakeOf = (u: readonly number[], [rows, cols]: readonly number[], gamma: number) => {
    const shape = parameterShape('w', [rows, cols]);
    const u0 = matrix(shape, u);
    const context = { shape, weights: u0, state: [], numbers: [], decays: false };
    const { update } = hyperbolicBrake({ gamma, normalised: true }).update(float64Algebra, u0, context);
    const largest = u.reduce((at, x, i) => (Math.abs(x) > Math.abs(u[at]) ? i : at), 0);
    return u[largest] / update.data[largest];
  };
  const [low, high] = [
    (gamma: number, n: number) => Math.sqrt(1 + Math.sinh(gamma / Math.sqrt(n)) ** 2),
    (gamma: number, n: number) => Math.sqrt(1 + Math.sinh(gamma) ** 2 / n),
  ];

  it('stays between √(1 + sinh²(γ/√N)) and √(1 + sinh²(γ)/N)', () => {
    holds(({ shape, gradients: [u] }) => {
      const [n, r] = [shape[0] * shape[1], brakeOf(u as number[], shape, 1.5)];
      expect(r).toBeGreaterThan(low(1.5, n) - 1e-6);
      expect(r).toBeLessThan(high(1.5, n) + 1e-6);
    });
  });

  it('reaches both bounds, for equal entries and for a single one', () => {
    const [equal, single] = [Array(64).fill(0.3), [1, ...Array(63).fill(0)]];
    expect(brakeOf(equal, [8, 8], 1.5)).toBeCloseTo(low(1.5, 64), 6);
    expect(brakeOf(single, [8, 8], 1.5)).toBeCloseTo(high(1.5, 64), 6);
    expect(brakeOf(single, [8, 8], 2)).toBeGreaterThan(high(1.5, 64) + 1e-3);
  });

  it('leaves the reference form of AuON within sinh²(γ)/2N of plain averaged momentum, in the same direction', () => {
    const plain = optimizer(momentum());
    holds(course => {
      const n = course.shape[0] * course.shape[1];
      const braked = updates(auonReference(), course);
      for (const [i, u] of updates(plain, course).entries()) {
        if (norm(u) < 1e-6) continue;
        expect(norm(u.map((x, k) => x - braked[i][k])) / norm(u)).toBeLessThan(
          Math.sinh(1.5) ** 2 / (2 * n) + 1e-6,
        );
        const cosine = u.reduce((sum, x, k) => sum + x * braked[i][k], 0) / (norm(u) * norm(braked[i]));
        expect(cosine).toBeCloseTo(1, 9);
      }
    });
  });

  it('leaves the reference form of Hybrid-AuON within the same of Muon without a factor', () => {
    const withoutFactor = muon({ ...jordanForm, scale: () => 1 });
    holds(course => {
      const bound = Math.sinh(1.5) ** 2 / (2 * course.shape[0] * course.shape[1]) + 1e-6;
      expect(worst(hybridAuonReference(), withoutFactor, course)).toBeLessThan(2 * bound);
    });
  });
});

describe('cautious decay', () => {
  it('spares exactly the weights that the update already shrinks away from', () => {
    holds(course => {
      const decayed = (cautious: boolean, weightDecay: number) =>
        updates(muon({ weightDecay, cautious }), course)[0];
      const [none, cautious, always] = [decayed(false, 0), decayed(true, 0.5), decayed(false, 0.5)];
      for (const [i, move] of none.entries()) {
        if (Math.abs(move) < 1e-9) continue;
        expect(cautious[i]).toBe(-move * course.start[i] < 0 ? move : always[i]);
      }
    });
  });
});
