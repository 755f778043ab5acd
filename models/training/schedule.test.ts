import { expect, it } from 'vitest';
import { learningRate, stepNumbers } from './schedule.ts';

const schedule = { peak: 2, warmupSteps: 10, steps: 100, decay: 0.4 };

it('warms up, stays, and descends to zero behind the last step', () => {
  expect(learningRate(schedule, 5)).toBeCloseTo(1, 12);
  expect(learningRate(schedule, 40)).toBe(2);
  expect(learningRate(schedule, 81)).toBeCloseTo(1, 12);
  expect(learningRate(schedule, 100)).toBeCloseTo(0.05, 12);
  expect(learningRate(schedule, 101)).toBe(0);
});

it('corrects Adam’s averages from the first step on', () => {
  const [, first, second] = stepNumbers(schedule, 1);
  expect(first).toBeCloseTo(10, 4);
  expect(second).toBeCloseTo(50, 3);
});
