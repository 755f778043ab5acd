import { describe, expect, it } from 'vitest';
import { dbToLinear } from '../../../kernels/power.ts';
import { randomStream } from '../../../kernels/random/stream.ts';
import { binomialInterval } from '../../../kernels/statistics/binomial.ts';
import { bisect } from '../../../kernels/statistics/bisection.ts';
import golden from '../../../tests/golden/digital.json' with { type: 'json' };
import { BLOCK_LENGTHS, CODE_RATES, ldpcCode } from './code.ts';
import { type DecoderSettings, ldpcDecoder } from './decode.ts';
import { countFrameErrors } from './frameErrors.ts';
import { normalApproximation } from './normalApproximation.ts';

const wifi = ldpcCode(648, '5/6');

interface Published {
  readonly ebN0Db: number;
  readonly frames: number;
  readonly frameErrors: number;
  readonly bitErrors: number;
}

/** How far our frame and bit error rates lie from published counts; both within ±1 where they agree at 99.9 %. */
function distance(settings: DecoderSettings, published: Published, ebN0Db: number, most = 20_000) {
  const stream = randomStream('frame errors', settings.algorithm, ebN0Db);
  const until = { frameErrors: 400, frames: most };
  const own = countFrameErrors(wifi, ldpcDecoder(wifi, settings), ebN0Db, until, stream);
  const { low, high } = binomialInterval(published.frameErrors, published.frames, 0.999);
  // Bits of a frame err together: the variance of a rate is that of the errors per frame over the frames.
  const perFrame = own.bitErrors / own.frames;
  const variance = own.squaredBitErrors / own.frames - perFrame ** 2;
  const spread = 3.29 * Math.sqrt(variance / own.frames + variance / published.frames);
  return {
    errors: own.frameErrors,
    frames: (2 * (own.frameErrors / own.frames) - low - high) / (high - low),
    bits: (perFrame - published.bitErrors / published.frames) / spread,
  };
}

const { sumProduct20, minSum10 } = golden.wifi648x540;
const cases: [string, DecoderSettings, Published[]][] = [
  ['sum-product, 20 iterations', { algorithm: 'sum-product', iterations: 20 }, sumProduct20.slice(0, 2)],
  ['min-sum, 10 iterations', { algorithm: 'min-sum', iterations: 10, scaling: 1 }, minSum10.slice(0, 3)],
];

describe.each(cases)('Wi-Fi (648,540) by %s', (_, settings, points) => {
  it.each(points)('at $ebN0Db dB errs as published', published => {
    const { errors, frames, bits } = distance(settings, published, published.ebN0Db);
    expect(errors).toBeGreaterThanOrEqual(400);
    expect(Math.abs(frames)).toBeLessThan(1);
    expect(Math.abs(bits)).toBeLessThan(1);
  });

  it('would be noticed if Eb/N0 were taken for Es/N0', () => {
    const published = points[1];
    const { frames, bits } = distance(
      settings,
      published,
      published.ebN0Db + 10 * Math.log10(wifi.n / wifi.k),
    );
    expect(frames).toBeLessThan(-1);
    expect(bits).toBeLessThan(-1);
  });
});

describe('normalApproximation', () => {
  it.each(golden.normalApproximation.points)('($n,$k) has $frameErrorRate at $ebN0Db dB', point => {
    const noiseVar = point.n / (point.k * dbToLinear(point.ebN0Db));
    const ratio = normalApproximation(point.n, point.k, noiseVar) / point.frameErrorRate;
    // The decibels are rounded to 0.001.
    expect(Math.abs(ratio - 1)).toBeLessThan(0.02);
  });

  it.each(BLOCK_LENGTHS.flatMap(n => CODE_RATES.map(rate => [n, rate] as const)))(
    'lies below (%d, %s), by less than a decibel',
    (n, rate) => {
      const code = ldpcCode(n, rate);
      const decode = ldpcDecoder(code, { algorithm: 'min-sum', iterations: 20 });
      const ebN0Db = limitDb(n, code.k, 1e-2);
      const rateAt = (db: number) => {
        const until = { frameErrors: 40, frames: 512 };
        const { frameErrors, frames } = countFrameErrors(
          code,
          decode,
          db,
          until,
          randomStream('limit', n, rate, db),
        );
        return binomialInterval(frameErrors, frames, 0.999);
      };
      expect(rateAt(ebN0Db).low).toBeGreaterThan(1e-2);
      // A code with other shifts than the standard's would need more.
      expect(rateAt(ebN0Db + 1).high).toBeLessThan(6e-2);
    },
  );
});

/** Eb/N0 in dB where the approximation gives that frame error rate. */
function limitDb(n: number, k: number, frameErrorRate: number): number {
  return bisect(db => normalApproximation(n, k, n / (k * dbToLinear(db))) > frameErrorRate, [-1, 8], 30);
}
