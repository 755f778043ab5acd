import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type CurvePoint, estimateCorrection } from './ownEstimate.ts';

/** Error curves that rise with β, as those of any denoiser do: more noise leaves more error. */
const curves = fc
  .array(
    fc.record({
      beta: fc.double({ min: 0.01, max: 0.2, noNaN: true }),
      mse: fc.double({ min: 1e-4, max: 0.2, noNaN: true }),
      predicted: fc.double({ min: 1e-3, max: 0.2, noNaN: true }),
    }),
    { minLength: 1, maxLength: 5 },
  )
  .map(steps => {
    let last: CurvePoint = { beta: 0, mse: 0, predicted: 0 };
    return steps.map(step => {
      last = {
        beta: last.beta + step.beta,
        mse: last.mse + step.mse,
        predicted: last.predicted + step.predicted,
      };
      return last;
    });
  });

/** What the network says at β, when that is linear between the points. */
function predictedAt(curve: readonly CurvePoint[], beta: number): number {
  const above = curve.findIndex((point, i) => i > 0 && point.beta >= beta);
  const [from, to] = curve.slice(above === -1 ? -2 : above - 1);
  return from.predicted + ((beta - from.beta) / (to.beta - from.beta)) * (to.predicted - from.predicted);
}

describe('estimateCorrection', () => {
  it('makes the estimate right at every point of the curve', () => {
    fc.assert(
      fc.property(curves, curve => {
        const correction = estimateCorrection(curve);
        for (const { beta, mse, predicted } of curve)
          expect(correction(beta) * predicted).toBeCloseTo(mse, 12);
      }),
    );
  });

  it('leaves an estimate that rises with the noise, between the points too', () => {
    fc.assert(
      fc.property(
        curves.filter(curve => curve.length > 1),
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (curve, a, b) => {
          const at = (share: number) => curve[0].beta + share * (curve.at(-1)!.beta - curve[0].beta);
          const [low, high] = [at(Math.min(a, b)), at(Math.max(a, b))];
          const correction = estimateCorrection(curve);
          const corrected = (beta: number) => correction(beta) * predictedAt(curve, beta);
          expect(corrected(high) - corrected(low)).toBeGreaterThan(-1e-12);
        },
      ),
    );
  });

  it('keeps its outermost values beyond the curve, and is 1 without one', () => {
    const correction = estimateCorrection([
      { beta: 0.1, mse: 0.06, predicted: 0.05 },
      { beta: 0.9, mse: 0.6, predicted: 0.4 },
    ]);
    expect([0, 0.05, 0.1].map(correction)).toEqual([1.2, 1.2, 1.2].map(value => expect.closeTo(value, 12)));
    expect([0.9, 0.97, 1].map(correction)).toEqual([1.5, 1.5, 1.5].map(value => expect.closeTo(value, 12)));
    expect(estimateCorrection([])(0.5)).toBe(1);
  });
});
