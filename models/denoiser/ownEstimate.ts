/** What was measured at one noise share β, of every entry: the squared error left after one step, and what the network said of it. */
export interface CurvePoint {
  readonly beta: number;
  readonly mse: number;
  readonly predicted: number;
}

/**
 * By how much the network's own error estimate is to be multiplied at noise share β, so that it is right in the mean:
 *
 *     c(β) = mse(β) / predicted(β)
 *
 * with both curves linear between their points, which makes the corrected mean c·predicted rise with β as the measured curve does. Below the
 * first point and above the last c stays as it is there. Without a curve c = 1.
 *
 * @param curve by ascending β; all values > 0
 * @returns c of β ∈ [0, 1]
 */
export function estimateCorrection(curve: readonly CurvePoint[]): (beta: number) => number {
  let [knownBeta, known] = [Number.NaN, 1];
  return beta => {
    // Neighbouring entries mostly have one noise share.
    if (beta !== knownBeta) [knownBeta, known] = [beta, correctionAt(curve, beta)];
    return known;
  };
}

function correctionAt(curve: readonly CurvePoint[], beta: number): number {
  if (curve.length === 0) return 1;
  const above = curve.findIndex(point => point.beta >= beta);
  const [low, high] = above === -1 ? [curve.length - 1, curve.length - 1] : [Math.max(0, above - 1), above];
  const [from, to] = [curve[low], curve[high]];
  const t = low === high ? 0 : (beta - from.beta) / (to.beta - from.beta);
  const between = (a: number, b: number) => a + t * (b - a);
  return between(from.mse, to.mse) / between(from.predicted, to.predicted);
}
