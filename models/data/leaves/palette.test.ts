import { describe, expect, it } from 'vitest';
import { randomStream } from '../../../kernels/random/stream.ts';
import { type Colour, drawColour, drawPalette } from './palette.ts';

/** 500 palettes of 8 colours each. */
const colours: Colour[] = Array.from({ length: 500 }, (_, i) => {
  const stream = randomStream(1, 'palette test', i);
  const palette = drawPalette(stream);
  return Array.from({ length: 8 }, () => drawColour(stream, palette));
}).flat();

function correlation(x: readonly number[], y: readonly number[]): number {
  const mean = (values: readonly number[]) => values.reduce((sum, v) => sum + v, 0) / values.length;
  const [mx, my] = [mean(x), mean(y)];
  const [dx, dy] = [x.map(v => v - mx), y.map(v => v - my)];
  const dot = (a: readonly number[], b: readonly number[]) => a.reduce((sum, v, i) => sum + v * b[i], 0);
  return dot(dx, dy) / Math.sqrt(dot(dx, dx) * dot(dy, dy));
}

describe('drawColour', () => {
  it('makes surfaces that reflect about as much light as they get, at most', () => {
    for (const { red, green, blue } of colours) {
      expect(Math.min(red, green, blue)).toBeGreaterThanOrEqual(0);
      expect(Math.max(red, green, blue)).toBeLessThan(1.3);
    }
  });

  it('correlates red, green and blue as photographs do', () => {
    const red = colours.map(colour => colour.red);
    const green = colours.map(colour => colour.green);
    const blue = colours.map(colour => colour.blue);
    expect(correlation(red, green)).toBeGreaterThan(0.8);
    expect(correlation(green, blue)).toBeGreaterThan(0.8);
    expect(correlation(red, blue)).toBeGreaterThan(0.6);
  });

  it('turns OKLab white and grey into equal parts', () => {
    const grey = drawColour(randomStream(2, 'grey'), [{ lightness: 0.6, a: 0, b: 0 }]);
    // The jitter is small: 0.6³ = 0.216 in every component, within a few of its deviations.
    for (const part of [grey.red, grey.green, grey.blue]) expect(Math.abs(part - 0.216)).toBeLessThan(0.12);
  });
});
