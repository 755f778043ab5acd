import { expect, it } from 'vitest';
import { learningRate } from './schedule.ts';

const schedule = { peak: 2, warmupSteps: 10, steps: 100, decay: 0.4 };

it('warms up, stays, and descends to zero behind the last step', () => {
  expect(learningRate(schedule, 5)).toBeCloseTo(1, 12);
  expect(learningRate(schedule, 40)).toBe(2);
  expect(learningRate(schedule, 81)).toBeCloseTo(1, 12);
  expect(learningRate(schedule, 100)).toBeCloseTo(0.05, 12);
  expect(learningRate(schedule, 101)).toBe(0);
});
