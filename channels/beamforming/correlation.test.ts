import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { symmetricEigen } from '../../kernels/linear/eigen.ts';
import { randomStream } from '../../kernels/random/stream.ts';
import { projectCorrelation, requireCorrelation, sentCorrelation } from './correlation.ts';
import { correlationOf, randomCorrelation } from './fixture.ts';

/** Three latents cannot be like this: 1 and 2, 2 and 3 much alike, 1 and 3 opposite. Eigenvalue −0.479 (NumPy). */
const impossible = correlationOf(3, [0.5, -0.8, 0.9]);

describe('requireCorrelation', () => {
  it('takes correlations of real vectors, singular ones too', () => {
    const stream = randomStream('correlation');
    for (const users of [1, 2, 5, 8])
      expect(requireCorrelation(randomCorrelation(users, 2, stream), users, 'R').rows).toBe(users);
    expect(requireCorrelation(correlationOf(2, [-1]), 2, 'R').data[1]).toBe(-1);
  });

  it('names the negative eigenvalue and the way out', () => {
    expect(() => requireCorrelation(impossible, 3, 'cell.correlation')).toThrow(
      'cell.correlation: the eigenvalue -0.4788 is negative, no latents are correlated like that; projectCorrelation gives',
    );
  });

  it('names the entry that is wrong', () => {
    const changed = (at: number, value: number) => {
      const { data, ...shape } = correlationOf(2, [0.5]);
      return { ...shape, data: data.map((old, i) => (i === at ? value : old)) };
    };
    expect(() => requireCorrelation(changed(1, 0.4), 2, 'R')).toThrow(
      'R[0][1]: 0.4 differs from [1][0], which is 0.5',
    );
    expect(() => requireCorrelation(changed(3, 2), 2, 'R')).toThrow('R[1][1]: 2 is not 1');
    expect(() => requireCorrelation(changed(0, Number.NaN), 2, 'R')).toThrow(
      'R[0][0]: NaN is not a finite number',
    );
    expect(() => requireCorrelation(impossible, 4, 'R')).toThrow('R: 3 × 3 does not fit 4 users');
    expect(() => sentCorrelation(impossible, [0, 0])).toThrow('3 × 3 does not fit 2 users');
  });
});

describe('projectCorrelation', () => {
  it('gives a correlation matrix for any symmetric matrix with a positive diagonal', () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: -1, max: 1, noNaN: true }), { minLength: 6, maxLength: 6 }),
        upper => {
          const projected = projectCorrelation(correlationOf(4, upper));
          requireCorrelation(projected, 4, 'projected');
          projected.data.forEach(value => {
            expect(Math.abs(value)).toBeLessThanOrEqual(1 + 1e-12);
          });
        },
      ),
      { numRuns: 50 },
    );
  });

  it('leaves a valid matrix and comes near to an impossible one', () => {
    const valid = randomCorrelation(5, 1, randomStream('project'));
    projectCorrelation(valid).data.forEach((value, i) => {
      expect(value).toBeCloseTo(valid.data[i], 12);
    });
    const projected = projectCorrelation(impossible);
    expect(symmetricEigen(projected).values[0]).toBeCloseTo(0, 10);
    // Clipping alone is off by 0.479 in the Frobenius norm; the diagonal of 1 costs a little more.
    const distance = Math.sqrt(projected.data.reduce((sum, x, i) => sum + (x - impossible.data[i]) ** 2, 0));
    expect(distance).toBeGreaterThan(0.4788);
    expect(distance).toBeLessThan(0.7);
  });

  it('refuses a user of whom nothing is left', () => {
    const nothing = { rows: 2, cols: 2, data: Float64Array.of(-1, 0, 0, 1) };
    expect(() => projectCorrelation(nothing, 'R')).toThrow('R[0]: nothing of this user is left');
  });
});

describe('sentCorrelation', () => {
  it('keeps what group mates share, and nothing between groups', () => {
    const sent = sentCorrelation(correlationOf(3, [0.2, 0.3, 0.4]), [7, 1, 7]);
    expect([...sent.data]).toEqual([1, 0, 0.3, 0, 1, 0, 0.3, 0, 1]);
  });
});
