import { expect, it } from 'vitest';
import { fillNormal } from '../../kernels/random/normal.ts';
import { randomStream } from '../../kernels/random/stream.ts';
import { type Look, nextLook } from './sampler.ts';

/** For white Gaussian data the best clean estimate is the linear one, ẑ = m. */
function sampleGaussian(beta: number, steps: number): { end: Float32Array; x: Float32Array } {
  const x = fillNormal(randomStream('sampler', 1), new Float32Array(64));
  let look: Look = {
    mean: x.map(value => value * Math.sqrt(1 - beta)),
    deviation: new Float32Array(64).fill(Math.sqrt(beta)),
  };
  for (let step = 1; step < steps; step++)
    look = nextLook(look, look.mean, (steps - step) / (steps - step + 1));
  return { end: look.mean, x };
}

it('turns the latent by the angle between two noise levels', () => {
  // With ẑ = √(1−β)·x one step gives x′ = cos(θ − θ′)·x, where sin θ = √β.
  const beta = 0.64;
  const [x, shrink] = [1.7, 0.5];
  const [theta, lower] = [Math.asin(0.8), Math.asin(0.4)];
  const look = { mean: Float32Array.of(Math.sqrt(1 - beta) * x), deviation: Float32Array.of(0.8) };
  const next = nextLook(look, look.mean, shrink);
  expect(next.deviation[0]).toBeCloseTo(0.4, 6);
  expect(next.mean[0]).toBeCloseTo(Math.cos(lower) * Math.cos(theta - lower) * x, 6);
});

it('keeps the power of white Gaussian data with many steps', () => {
  const { end, x } = sampleGaussian(0.9, 50);
  const ratio = Math.hypot(...end) / Math.hypot(...x);
  expect(ratio).toBeGreaterThan(0.97);
  expect(ratio).toBeLessThan(1.001);
});

it('takes an entry that was not received from the clean estimate alone', () => {
  const next = nextLook(
    { mean: Float32Array.of(0), deviation: Float32Array.of(1) },
    Float32Array.of(0.8),
    0.5,
  );
  expect(next.mean[0]).toBeCloseTo(0.75 * 0.8, 6);
});
