import { expect, it } from 'vitest';
import type { PointResult } from '../sim/cell/results.ts';
import { pointsCsv } from './pointsCsv.ts';

const psnrDb = { mean: 25.5, low: 25, high: 26, count: 16 };
const point: PointResult = {
  point: { scheme: 'omdma', denoiserSteps: 1, snrDb: -5, users: 4 },
  channelUses: 2048,
  cbr: 0.166667,
  psnrDb,
  ssim: psnrDb,
  msSsim: psnrDb,
  latencyMs: psnrDb,
  residual: {
    predictedVariance: 3.1,
    variance: psnrDb,
    excessKurtosis: -0.01,
    maxAutocorrelation: 0.002,
    whiteBound: 0.01,
    ksDistance: 0.003,
    entries: 4096,
  },
};

it('names the channel and how pictures differ where a run has channels', () => {
  const spread = { p10: 20, p50: 24, p90: 27 };
  const pictures = { psnrDb: spread, effectiveSnrDb: { p10: 3, p50: 6, p90: 8 } };
  const faded = { ...point, point: { ...point.point, channel: 'rayleigh' }, overheadUses: 64, pictures };
  const [head, values] = pointsCsv([faded])
    .split('\r\n')
    .map(line => line.split(','));
  expect(values).toHaveLength(head.length);
  expect(Object.fromEntries(head.map((name, i) => [name, values[i]]))).toMatchObject({
    channel: 'rayleigh',
    overheadUses: '64',
    picturePsnrDbP10: '20',
    effectiveSnrDbP90: '8',
  });
});

it('writes a head and one line per point, with as many fields in each', () => {
  const lines = pointsCsv([point, point]).split('\r\n');
  expect(lines).toHaveLength(4);
  expect(lines[3]).toBe('');
  const head = lines[0].split(',');
  const values = lines[1].split(',');
  expect(values).toHaveLength(head.length);
  expect(Object.fromEntries(head.map((name, i) => [name, values[i]]))).toMatchObject({
    scheme: 'omdma',
    snrDb: '-5',
    psnrDb: '25.5',
    psnrDbLow: '25',
    psnrDbHigh: '26',
    psnrDbCount: '16',
    residualVariance: '25.5',
    excessKurtosis: '-0.01',
  });
});

it('leaves empty what a scheme does not have: residuals of coded pictures, files of latents', () => {
  const { residual: _, ...rest } = point;
  const files = { pictures: 8, unsent: 2, lost: 1, settings: { 'qpsk 1/2': 6 } };
  const coded: PointResult = {
    ...rest,
    point: { ...point.point, scheme: 'digital', denoiserSteps: 0 },
    files,
  };
  const [head, latent, digital] = pointsCsv([point, coded])
    .split('\r\n')
    .map(line => line.split(','));
  const named = (values: string[]) => Object.fromEntries(head.map((name, i) => [name, values[i]]));
  expect(named(latent)).toMatchObject({ residualVariance: '25.5', files: '', filesLost: '' });
  expect(named(digital)).toMatchObject({
    residualVariance: '',
    files: '8',
    filesUnsent: '2',
    filesLost: '1',
  });
});
