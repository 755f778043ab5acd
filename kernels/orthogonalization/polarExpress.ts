import { NumericError } from '../errors.ts';
import type { Algebra } from './algebra.ts';
import { minimaxQuintic } from './minimaxQuintic.ts';
import { type Quintic, quinticAt, quinticIteration } from './quintic.ts';

export interface PolarExpressDesign {
  /** Smallest singular value after normalisation that the composition is made for, in (0, 1]. */
  readonly lower: number;
  readonly iterations: number;
  /** s ≥ 0: every quintic but the last is p(x/(1 + s)), so that values rounded above 1 are not blown up. */
  readonly safety: number;
  /** In [0, 1): no quintic is made for less than this share of the upper bound, lest it be too steep for low precision. */
  readonly cushion: number;
}

/**
 * Coefficients of the Polar Express: each iteration takes the best quintic for the interval [l, u] that the ones before have
 * left, u₁ = 1:
 *
 *     p = minimaxQuintic(max(l, cushion·u), u),   l ← p(l),   u ← 2 − l
 *
 * Where the cushion holds, p is rescaled by 2/(p(l) + p(u)), so that the interval that is really left is centred on 1.
 *
 * Source: Amsel, Persson, Musco and Gower, "The Polar Express", 2025, algorithm 1.
 *
 * @throws NumericError for a design out of range.
 */
export function polarExpressCoefficients({
  lower,
  iterations,
  safety,
  cushion,
}: PolarExpressDesign): Quintic[] {
  if (!(lower > 0 && lower <= 1 && iterations >= 1 && safety >= 0 && cushion >= 0 && cushion < 1))
    throw new NumericError(
      'polar-express',
      `polarExpressCoefficients: lower ${lower}, iterations ${iterations}, safety ${safety} or cushion ${cushion} is out of range`,
    );
  const quintics: Quintic[] = [];
  let [l, u] = [lower, 1];
  for (let i = 0; i < iterations; i++) {
    const best = minimaxQuintic(Math.max(l, cushion * u), u);
    const centred = cushion * u > l ? 2 / (quinticAt(best, l) + quinticAt(best, u)) : 1;
    const f = i < iterations - 1 ? 1 + safety : 1;
    const [a, b, c] = best;
    const p: Quintic = [(a * centred) / f, (b * centred) / f ** 3, (c * centred) / f ** 5];
    l = quinticAt(p, l);
    u = 2 - l;
    quintics.push(p);
  }
  return quintics;
}

/** The five quintics of dion and modded-nanogpt (2025), made for singular values from 0.001. */
export const POLAR_EXPRESS_STEPS: readonly Quintic[] = polarExpressCoefficients({
  lower: 1e-3,
  iterations: 5,
  safety: 0.02,
  cushion: 0.02,
});

export interface PolarExpressOptions {
  readonly steps?: readonly Quintic[];
  /** Factor on the Frobenius norm, ≥ 1. */
  readonly margin?: number;
  readonly epsilon?: number;
}

/**
 * Polar Express: `quinticIteration` with the quintics that together are closest to 1 on the singular values expected. With the
 * five default steps, values from 0.01 to 1 end in [0.85, 1.15].
 *
 * Source: Amsel, Persson, Musco and Gower, "The Polar Express", 2025; margin and ε as in microsoft/dion.
 *
 * @throws NumericError as `quinticIteration` does.
 */
export function polarExpress<M>(
  algebra: Algebra<M>,
  g: M,
  { steps = POLAR_EXPRESS_STEPS, margin = 1.02, epsilon = 1e-6 }: PolarExpressOptions = {},
): M {
  return quinticIteration(algebra, g, steps, { name: 'polarExpress', margin, epsilon });
}
