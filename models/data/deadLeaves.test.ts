import { beforeAll, describe, expect, it } from 'vitest';
import type { Image } from '../../kernels/image.ts';
import { randomStream } from '../../kernels/random/stream.ts';
import { uniform } from '../../kernels/random/uniform.ts';
import { deadLeaves } from './deadLeaves.ts';

const SIDE = 64;
const source = deadLeaves({ width: SIDE, height: SIDE, count: 100, seed: 7 });
let pictures: Image[];
beforeAll(async () => {
  pictures = await Promise.all(Array.from({ length: source.count }, (_, i) => source.read(i)));
});

function luminance({ data }: Image): Float64Array {
  return Float64Array.from({ length: data.length / 3 }, (_, p) => {
    const at = 3 * p;
    return 0.299 * data[at] + 0.587 * data[at + 1] + 0.114 * data[at + 2];
  });
}

function moments(values: Float64Array): { mean: number; deviation: number } {
  const mean = values.reduce((sum, x) => sum + x, 0) / values.length;
  const power = values.reduce((sum, x) => sum + (x - mean) ** 2, 0) / values.length;
  return { mean, deviation: Math.sqrt(power) };
}

/** |DFT|² of a square picture without its mean, under a Hann window so that opposite borders do not make edges. */
function powerSpectrum(values: Float64Array): Float64Array {
  const { mean } = moments(values);
  const hann = Float64Array.from({ length: SIDE }, (_, i) => Math.sin((Math.PI * (i + 0.5)) / SIDE) ** 2);
  let re: Float64Array = values.map((x, p) => (x - mean) * hann[p % SIDE] * hann[Math.floor(p / SIDE)]);
  let im: Float64Array = new Float64Array(SIDE * SIDE);
  // Transforming rows and transposing, twice, transforms columns too.
  for (let pass = 0; pass < 2; pass++) [re, im] = transformRows(re, im);
  return re.map((x, p) => x * x + im[p] * im[p]);
}

function transformRows(re: Float64Array, im: Float64Array): [Float64Array, Float64Array] {
  const cos = Float64Array.from({ length: SIDE }, (_, i) => Math.cos((2 * Math.PI * i) / SIDE));
  const sin = Float64Array.from({ length: SIDE }, (_, i) => Math.sin((2 * Math.PI * i) / SIDE));
  const outRe = new Float64Array(SIDE * SIDE);
  const outIm = new Float64Array(SIDE * SIDE);
  for (let row = 0; row < SIDE; row++)
    for (let k = 0; k < SIDE; k++) {
      let [a, b] = [0, 0];
      for (let i = 0; i < SIDE; i++) {
        const [x, y, turn] = [re[row * SIDE + i], im[row * SIDE + i], (k * i) % SIDE];
        a += x * cos[turn] + y * sin[turn];
        b += y * cos[turn] - x * sin[turn];
      }
      outRe[k * SIDE + row] = a;
      outIm[k * SIDE + row] = b;
    }
  return [outRe, outIm];
}

/** The exponent a of amplitude ∝ 1/fᵃ: mean power per ring of equal frequency, straight line in log–log, halved. */
function spectralExponent(power: Float64Array): number {
  const sum = new Float64Array(SIDE);
  const count = new Float64Array(SIDE);
  const signed = (k: number) => (k <= SIDE / 2 ? k : k - SIDE);
  for (let p = 0; p < power.length; p++) {
    const ring = Math.round(Math.hypot(signed(p % SIDE), signed(Math.floor(p / SIDE))));
    sum[ring] += power[p];
    count[ring]++;
  }
  // Rings 0 and 1 hold the window, the last two the corners of the pixel grid.
  const rings = Array.from({ length: SIDE / 2 - 3 }, (_, i) => i + 2);
  const x = rings.map(Math.log);
  const y = rings.map(ring => Math.log(sum[ring] / count[ring]) / 2);
  const mean = (values: number[]) => values.reduce((s, v) => s + v, 0) / values.length;
  const [mx, my] = [mean(x), mean(y)];
  return -mean(x.map((v, i) => (v - mx) * (y[i] - my))) / mean(x.map(v => (v - mx) ** 2));
}

function meanSpectrum(all: readonly Float64Array[]): Float64Array {
  const sum = new Float64Array(SIDE * SIDE);
  for (const values of all) for (const [p, power] of powerSpectrum(values).entries()) sum[p] += power;
  return sum;
}

describe('deadLeaves', () => {
  it('has the amplitude spectrum of photographs, 1/f to 1/f¹·⁵', () => {
    const exponent = spectralExponent(meanSpectrum(pictures.slice(0, 60).map(luminance)));
    expect(exponent).toBeGreaterThan(0.8);
    expect(exponent).toBeLessThan(1.5);
  });

  it('is told from white noise and from a smooth gradient by that measure', () => {
    const stream = randomStream(1, 'white');
    const white = Array.from({ length: 8 }, () =>
      Float64Array.from({ length: SIDE * SIDE }, () => uniform(stream)),
    );
    expect(Math.abs(spectralExponent(meanSpectrum(white)))).toBeLessThan(0.15);
    const ramp = Float64Array.from({ length: SIDE * SIDE }, (_, p) => p % SIDE);
    expect(spectralExponent(meanSpectrum([ramp]))).toBeGreaterThan(1.7);
  });

  it('holds 8-bit code values in [0, 1] and nothing burnt out', () => {
    let brightest = 0;
    for (const { data } of pictures) {
      for (const value of data) {
        if (!(value >= 0 && value <= 1)) throw new Error(`value ${value}`);
        if (value !== Math.fround(Math.round(255 * value) / 255))
          throw new Error(`${value} is no code value`);
        if (value === 1) brightest++;
      }
    }
    expect(brightest / (pictures.length * 3 * SIDE * SIDE)).toBeLessThan(0.001);
  });

  it('varies in brightness, contrast and colour', () => {
    const all = pictures.map(picture => moments(luminance(picture)));
    const means = moments(Float64Array.from(all, m => m.mean));
    const contrasts = moments(Float64Array.from(all, m => m.deviation));
    expect(means.mean).toBeGreaterThan(0.35);
    expect(means.mean).toBeLessThan(0.6);
    expect(means.deviation).toBeGreaterThan(0.07);
    expect(contrasts.mean).toBeGreaterThan(0.12);
    expect(contrasts.deviation).toBeGreaterThan(0.025);
    for (const { deviation } of all) expect(deviation).toBeGreaterThan(0.02);

    const tints = pictures.map(({ data }) => {
      let tint = 0;
      for (let i = 0; i < data.length; i += 3) tint += (data[i] - data[i + 2]) / (data.length / 3);
      return tint;
    });
    expect(moments(Float64Array.from(tints)).deviation).toBeGreaterThan(0.05);
  });

  it('depends on seed, size and index only', async () => {
    const options = { width: 24, height: 16, count: 5, seed: 3 };
    const first = await deadLeaves(options).read(3);
    const other = deadLeaves({ ...options, count: 50 });
    await other.read(17);
    expect(await other.read(3)).toEqual(first);
    expect([first.width, first.height, first.data.length]).toEqual([24, 16, 24 * 16 * 3]);

    const changed = [
      await other.read(4),
      await deadLeaves({ ...options, seed: 4 }).read(3),
      await deadLeaves({ ...options, width: 16, height: 24 }).read(3),
    ];
    for (const picture of changed) expect(picture.data).not.toEqual(first.data);
  });

  it('fills pictures of any shape', async () => {
    for (const [width, height] of [
      [8, 8],
      [8, 200],
      [201, 9],
      [130, 97],
    ]) {
      const picture = await deadLeaves({ width, height, count: 1, seed: 1 }).read(0);
      expect(picture.data.length).toBe(3 * width * height);
      expect(moments(luminance(picture)).deviation).toBeGreaterThan(0.01);
    }
  });

  it('says what it is', () => {
    expect(source.name).toBe('procedural dead leaves (64×64 px, seed 7)');
    expect(deadLeaves({ width: 8, height: 16, count: 1, seed: -2 }).name).toBe(
      'procedural dead leaves (8×16 px, seed −2)',
    );
  });

  it('keeps to a kind of scene where one is given', async () => {
    const kind = { family: { hueDeg: 30, chroma: 0.08 }, smallest: 0.12, largest: 0.5 };
    const options = { width: 32, height: 32, count: 20, seed: 7 };
    const red = deadLeaves({ ...options, kind });
    const blue = deadLeaves({ ...options, kind: { ...kind, family: { hueDeg: 250, chroma: 0.08 } } });
    expect(red.name).toBe('procedural dead leaves (hue 30°, radii 12…50 % of the side, 32×32 px, seed 7)');
    const warmth = async (of: typeof red) => {
      let sum = 0;
      for (let i = 0; i < of.count; i++) {
        const { data } = await of.read(i);
        for (let p = 0; p < data.length; p += 3) sum += data[p] - data[p + 2];
      }
      return sum / (of.count * 32 * 32);
    };
    expect((await warmth(red)) - (await warmth(blue))).toBeGreaterThan(0.1);
  });

  it('lists every option that is out of range', () => {
    const refusal = () => deadLeaves({ width: 7, height: 9000, count: 1.5, seed: Number.NaN });
    expect(refusal).toThrow(
      [
        'width: is 7, expected an integer from 8 to 8192',
        'height: is 9000, expected an integer from 8 to 8192',
        'count: is 1.5, expected an integer ≥ 1',
        'seed: is NaN, expected an integer',
      ].join('\n'),
    );
    expect(refusal).toThrow(expect.objectContaining({ name: 'ConfigError', code: 'dead-leaves' }));
  });

  it('refuses a picture beyond the last', async () => {
    await expect(source.read(100)).rejects.toMatchObject({ code: 'image-index' });
  });
});
