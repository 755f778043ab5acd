import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Image, image } from '../../kernels/image.ts';
import { randomStream } from '../../kernels/random/stream.ts';
import { fillUniform } from '../../kernels/random/uniform.ts';
import { msSsim, scalesThatFit, ssimAndMsSsim } from './msSsim.ts';
import { meanSquaredError, psnr } from './psnr.ts';
import { ssim } from './ssim.ts';

interface GoldenCase {
  readonly height: number;
  readonly width: number;
  readonly distortion: 'noise' | 'coarse' | 'negative';
  readonly psnrDb: number;
  readonly ssim: number;
  readonly msSsim: number;
}

const golden: { cases: GoldenCase[] } = JSON.parse(
  readFileSync(new URL('../../tests/golden/metrics.json', import.meta.url), 'utf8'),
);

/** The pictures that the golden file describes. */
function goldenPair({ height, width, distortion }: GoldenCase): [Image, Image] {
  const original = image(width, height);
  const distorted = image(width, height);
  let i = 0;
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++)
      for (let c = 0; c < 3; c++, i++) {
        const a = (3 * x + 5 * y + 40 * c + 6 * ((x * y) % 17)) % 256;
        const b = {
          noise: Math.min(255, Math.max(0, a + 8 * (((7 * x + 11 * y + c) % 23) - 11))),
          coarse: 64 * Math.floor(a / 64) + 20,
          negative: 255 - a,
        }[distortion];
        original.data[i] = a / 255;
        distorted.data[i] = b / 255;
      }
  return [original, distorted];
}

function randomImage(width: number, height: number, name = 'picture'): Image {
  return image(width, height, fillUniform(randomStream(name), new Float32Array(width * height * 3)));
}

const constant = (value: number, size = 16) =>
  image(size, size, new Float32Array(3 * size * size).fill(value));

describe('golden values', () => {
  it.each(golden.cases)('$distortion, $height×$width', expected => {
    const [a, b] = goldenPair(expected);
    expect(psnr(a, b)).toBeCloseTo(expected.psnrDb, 6);
    expect(ssim(a, b)).toBeCloseTo(expected.ssim, 6);
    expect(msSsim(a, b)).toBeCloseTo(expected.msSsim, 6);
  });
});

describe('psnr', () => {
  it('of a constant error e is −20 log10 e', () => {
    for (const e of [1, 0.5, 0.1, 1 / 255])
      expect(psnr(constant(0), constant(e))).toBeCloseTo(-20 * Math.log10(e), 4);
    // One grey level of 8 bits, squared, is 48.13 dB.
    expect(psnr(constant(0.5), constant(0.5 + 1 / 255))).toBeCloseTo(48.13, 2);
  });

  it('is infinite for equal pictures', () => {
    expect(psnr(constant(0.3), constant(0.3))).toBe(Number.POSITIVE_INFINITY);
  });

  it('refuses unequal sizes and values that are not numbers', () => {
    expect(() => psnr(constant(0, 16), constant(0, 12))).toThrow(
      'meanSquaredError: cannot compare a 16×16 picture with a 12×12 one',
    );
    expect(() => meanSquaredError(constant(Number.NaN), constant(0))).toThrow(
      'a picture holds a value that is not a number',
    );
  });
});

describe.each([
  ['ssim', ssim],
  ['msSsim', msSsim],
])('%s', (name, metric) => {
  it('is 1 for equal pictures', () => {
    expect(metric(randomImage(33, 21), randomImage(33, 21))).toBeCloseTo(1, 12);
  });

  it('is symmetric and below 1 for different ones', () => {
    fc.assert(
      fc.property(fc.integer({ min: 11, max: 40 }), fc.integer({ min: 11, max: 40 }), (width, height) => {
        const [a, b] = [randomImage(width, height, 'a'), randomImage(width, height, 'b')];
        expect(metric(a, b)).toBeLessThan(1);
        expect(metric(a, b)).toBeCloseTo(metric(b, a), 12);
      }),
      { numRuns: 20 },
    );
  });

  it('refuses pictures smaller than its window', () => {
    expect(() => metric(constant(0, 10), constant(0, 10))).toThrow(
      `${name}: needs at least 11×11 pixels, got 10×10`,
    );
  });
});

it('ssimAndMsSsim gives both at once, to the same bits', () => {
  const [a, b] = [randomImage(50, 41, 'both a'), randomImage(50, 41, 'both b')];
  expect(ssimAndMsSsim(a, b)).toEqual({ ssim: ssim(a, b), msSsim: msSsim(a, b) });
});

describe('scalesThatFit', () => {
  it.each([
    [10, 0],
    [11, 1],
    [21, 2],
    [32, 2],
    [41, 3],
    [160, 4],
    [161, 5],
    [500, 5],
  ])('a side of %d pixels has %d', (side, scales) => {
    expect(scalesThatFit(side)).toBe(scales);
  });
});
