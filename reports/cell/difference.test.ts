import { expect, it } from 'vitest';
import { singleFixture } from '../fixture.ts';
import { differenceOf, direction, gainRows, leadRows } from './difference.ts';

const { differences } = singleFixture();
const omdma = { scheme: 'omdma', denoiserSteps: 10, snrDb: -5, users: 2 } as const;

it('finds the difference of two points, in the order in which the run holds it', () => {
  const without = { ...omdma, denoiserSteps: 0 };
  expect(differenceOf(differences, omdma, without)?.mean).toBeGreaterThan(1);
  expect(differenceOf(differences, without, omdma)).toBeUndefined();
  expect(differenceOf(differences, omdma, { ...omdma, users: 3 })).toBeUndefined();
});

it('finds none that is not a number', () => {
  const against = { ...omdma, denoiserSteps: 0 };
  const psnrDb = { mean: Number.NaN, low: Number.NaN, high: Number.NaN, count: 0 };
  expect(differenceOf([{ of: omdma, against, psnrDb }], omdma, against)).toBeUndefined();
});

it('claims a direction only where the interval excludes zero', () => {
  expect(direction({ low: 0.1, high: 0.3 })).toBe('up');
  expect(direction({ low: -0.3, high: -0.1 })).toBe('down');
  expect(direction({ low: -0.1, high: 0.3 })).toBe('unclear');
  expect(direction({ low: 0, high: 0 })).toBe('unclear');
});

it('shows a gain at the point with denoiser, and a lead of OMDMA at the point of the other scheme', () => {
  const gains = gainRows(differences).map(({ point }) => `${point.scheme} ${point.denoiserSteps}`);
  expect(gains).toEqual(['omdma 10', 'superposed 10', 'gaussian 10', 'tdma 10']);
  const leads = leadRows(differences).map(({ point }) => `${point.scheme} ${point.denoiserSteps}`);
  const others = ['superposed', 'gaussian', 'tdma'];
  expect(leads).toEqual([0, 10].flatMap(steps => others.map(scheme => `${scheme} ${steps}`)));
});
