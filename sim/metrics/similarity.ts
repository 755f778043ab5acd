import { filterInside, type Plane } from './plane.ts';

/** Side of the window in pixels; smaller pictures have no structural similarity. */
export const WINDOW = 11;
const SIGMA = 1.5;

/** (K1·L)² and (K2·L)² with K1 = 0.01, K2 = 0.03 and the range of values L = 1. */
const C1 = 0.01 ** 2;
const C2 = 0.03 ** 2;

const taps = gaussianTaps();

function gaussianTaps(): Float64Array {
  const bell = Float64Array.from({ length: WINDOW }, (_, i) =>
    Math.exp(-((i - (WINDOW - 1) / 2) ** 2) / (2 * SIGMA ** 2)),
  );
  const sum = bell.reduce((total, x) => total + x, 0);
  return bell.map(x => x / sum);
}

/** Means over all window positions. */
export interface Similarity {
  /** Contrast times structure: (2σ_xy + C2)/(σ_x² + σ_y² + C2). */
  readonly contrastStructure: number;
  /** The same times luminance: (2μ_x μ_y + C1)/(μ_x² + μ_y² + C1). */
  readonly ssim: number;
}

/**
 * Structural similarity of two planes of one size, at least 11×11: local means μ, variances σ² and covariance σ_xy under an
 * 11×11 Gaussian window of σ = 1.5 pixels, only where the window lies wholly inside.
 *
 * Source: Wang, Bovik, Sheikh, Simoncelli, "Image quality assessment: from error visibility to structural similarity",
 * IEEE Trans. Image Processing 13(4), 2004, equations 6, 9, 10, 13.
 */
export function similarity(x: Plane, y: Plane): Similarity {
  const squares = new Float64Array(x.data.length);
  const products = new Float64Array(x.data.length);
  for (let i = 0; i < squares.length; i++) {
    squares[i] = x.data[i] * x.data[i] + y.data[i] * y.data[i];
    products[i] = x.data[i] * y.data[i];
  }
  const meanX = filterInside(x, taps).data;
  const meanY = filterInside(y, taps).data;
  const meanSquares = filterInside({ ...x, data: squares }, taps).data;
  const meanProducts = filterInside({ ...x, data: products }, taps).data;
  let contrastStructure = 0;
  let ssim = 0;
  for (let i = 0; i < meanX.length; i++) {
    const productOfMeans = meanX[i] * meanY[i];
    const squaresOfMeans = meanX[i] * meanX[i] + meanY[i] * meanY[i];
    const cs = (2 * (meanProducts[i] - productOfMeans) + C2) / (meanSquares[i] - squaresOfMeans + C2);
    contrastStructure += cs;
    ssim += (cs * (2 * productOfMeans + C1)) / (squaresOfMeans + C1);
  }
  return { contrastStructure: contrastStructure / meanX.length, ssim: ssim / meanX.length };
}
