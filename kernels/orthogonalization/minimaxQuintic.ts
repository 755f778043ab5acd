import { NumericError } from '../errors.ts';
import type { Quintic } from './quintic.ts';
import { solve } from './solve.ts';

/** Below this relative width of the interval the best quintic is its Taylor limit, and the exchange would divide by rounding. */
const NARROW = 5e-6;
/** Exchanges quadratically; the bound is for what rounding keeps from standing still. */
const MAX_EXCHANGES = 100;

/**
 * The odd quintic p closest to 1 on [lower, upper], 0 < lower ≤ upper: it minimises E = max |1 − p(x)|.
 *
 * The error of the best p alternates at four points lower < q < r < upper (Chebyshev). Remez exchange: solve p(x) ± E = 1 there for
 * (a, b, c, E), move q and r to the extrema of p, x² = (−3b ∓ √(9b² − 20ac))/(10c), until E stands still.
 *
 * Source: Amsel, Persson, Musco and Gower, "The Polar Express", 2025, section 3.
 *
 * @throws NumericError for bounds out of range, and if the exchange does not settle.
 */
export function minimaxQuintic(lower: number, upper: number): Quintic {
  if (!(lower > 0 && lower <= upper && upper < Infinity))
    throw new NumericError('interval', `minimaxQuintic: [${lower}, ${upper}] is no interval above 0`);
  if (lower >= (1 - NARROW) * upper) return [15 / 8 / upper, -10 / 8 / upper ** 3, 3 / 8 / upper ** 5];
  let [q, r] = [(3 * lower + upper) / 4, (lower + 3 * upper) / 4];
  let last = Infinity;
  for (let exchange = 0; exchange < MAX_EXCHANGES; exchange++) {
    const [a, b, c, error] = solve(
      [lower, q, r, upper].map((x, i) => [x, x ** 3, x ** 5, i % 2 === 0 ? 1 : -1]),
      [1, 1, 1, 1],
    );
    if (Math.abs(last - error) <= 4 * Number.EPSILON) return [a, b, c];
    const root = Math.sqrt(9 * b ** 2 - 20 * a * c);
    [q, r] = [Math.sqrt((-3 * b - root) / (10 * c)), Math.sqrt((-3 * b + root) / (10 * c))];
    last = error;
  }
  throw new NumericError('remez', `minimaxQuintic: no equal error on [${lower}, ${upper}]`);
}
