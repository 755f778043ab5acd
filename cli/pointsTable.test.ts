import { describe, expect, it } from 'vitest';
import type { PointResult, SchemeName } from '../sim/cell/results.ts';
import type { Estimate } from '../sim/results.ts';
import { pointsTable } from './pointsTable.ts';

function estimate(mean: number): Estimate {
  return { mean, low: mean - 0.25, high: mean + 0.25, count: 4 };
}

function pointResult(scheme: SchemeName, denoiserSteps: number, snrDb: number, users: number): PointResult {
  const psnrDb = estimate(20 + users + snrDb / 10);
  return {
    point: { scheme, denoiserSteps, snrDb, users },
    channelUses: 2048,
    cbr: 0.166667,
    psnrDb,
    ssim: estimate(0.8),
    msSsim: estimate(0.9),
    latencyMs: estimate(2),
    residual: {
      predictedVariance: 1,
      variance: estimate(1),
      excessKurtosis: 0,
      maxAutocorrelation: 0,
      whiteBound: 0.01,
      ksDistance: 0,
      entries: 4096,
    },
  };
}

function grid(snrsDb: number[], users: number[]): PointResult[] {
  return users.flatMap(count =>
    snrsDb.flatMap(snrDb => (['omdma', 'tdma'] as const).map(scheme => pointResult(scheme, 1, snrDb, count))),
  );
}

describe('pointsTable', () => {
  it('has a block for each number of users and a column for each SNR', () => {
    expect(pointsTable(grid([-5, 10], [1, 4]))).toBe(`PSNR in dB, 1 user
scheme  denoiser steps         -5 dB         10 dB
omdma                1  20.50 ± 0.25  22.00 ± 0.25
tdma                 1  20.50 ± 0.25  22.00 ± 0.25

PSNR in dB, 4 users
scheme  denoiser steps         -5 dB         10 dB
omdma                1  23.50 ± 0.25  25.00 ± 0.25
tdma                 1  23.50 ± 0.25  25.00 ± 0.25`);
  });

  it('gives the columns to users where there is one SNR', () => {
    expect(pointsTable(grid([20], [2, 4]))).toBe(`PSNR in dB, SNR 20 dB
scheme  denoiser steps       2 users       4 users
omdma                1  24.00 ± 0.25  26.00 ± 0.25
tdma                 1  24.00 ± 0.25  26.00 ± 0.25`);
  });

  it('has a row for each channel where a run names some', () => {
    const points = ['awgn', 'rayleigh'].flatMap(channel =>
      grid([0, 10], [1]).map(result => ({ ...result, point: { ...result.point, channel } })),
    );
    expect(pointsTable(points)).toBe(`PSNR in dB, 1 user
channel   scheme  denoiser steps          0 dB         10 dB
awgn       omdma               1  21.00 ± 0.25  22.00 ± 0.25
awgn        tdma               1  21.00 ± 0.25  22.00 ± 0.25
rayleigh   omdma               1  21.00 ± 0.25  22.00 ± 0.25
rayleigh    tdma               1  21.00 ± 0.25  22.00 ± 0.25`);
  });

  it('breaks long rows', () => {
    const table = pointsTable(grid([0, 1, 2, 3, 4, 5, 6, 7, 8], [1]));
    expect(table.match(/PSNR in dB, 1 user/g)).toHaveLength(2);
    for (const line of table.split('\n')) expect(line.length).toBeLessThan(140);
  });
});
