import { describe, expect, it } from 'vitest';
import type { PointResult } from '../sim/cell/results.ts';
import { GAIN, gainRows, LEAD, leadRows } from './cell/difference.ts';
import { curvePanels, extent } from './curveData.ts';
import { gridFixture, singleFixture, snrSweepFixture, userSweepFixture } from './fixture.ts';
import { PSNR, SSIM } from './measures.ts';

describe('curvePanels', () => {
  it('draws one wide figure for a plain SNR sweep and none against users', () => {
    const { points } = snrSweepFixture();
    const panels = curvePanels(points, PSNR, 'snr');
    expect(panels.map(panel => [panel.layout, panel.heading, panel.curves.length])).toEqual([
      ['wide', '', 8],
    ]);
    expect(panels[0].xTicks).toEqual([0, 5, 10, 15, 20]);
    expect(curvePanels(points, PSNR, 'users')).toEqual([]);
  });

  it('spaces a wide range of users by ratio', () => {
    const { points } = userSweepFixture();
    const [panel] = curvePanels(points, SSIM, 'users');
    expect(panel.xLog).toBe(true);
    expect(panel.xTicks).toEqual([2, 4, 8, 16]);
    expect(curvePanels(points, SSIM, 'snr')).toEqual([]);
  });

  it('draws small multiples on common axes for a grid', () => {
    const { points } = gridFixture();
    const panels = curvePanels(points, PSNR, 'snr');
    expect(panels.map(panel => panel.heading)).toEqual(['1 user', '2 users', '4 users']);
    expect(new Set(panels.map(panel => panel.yDomain.join())).size).toBe(1);
    expect(new Set(panels.map(panel => panel.id)).size).toBe(3);
    expect(curvePanels(points, PSNR, 'users').map(panel => panel.heading)).toEqual([
      'SNR 0 dB',
      'SNR 10 dB',
      'SNR 20 dB',
    ]);
  });

  it('keeps four evenly spread panels of many', () => {
    const [template] = snrSweepFixture().points;
    const points = [0, 5, 10, 15, 20, 25, 30].flatMap(snrDb =>
      [1, 2].map((users): PointResult => ({ ...template, point: { ...template.point, snrDb, users } })),
    );
    expect(curvePanels(points, PSNR, 'users').map(panel => panel.heading)).toEqual([
      'SNR 0 dB',
      'SNR 10 dB',
      'SNR 20 dB',
      'SNR 30 dB',
    ]);
  });

  it('has nothing to sweep in a single condition', () => {
    const { points } = singleFixture();
    expect(curvePanels(points, PSNR, 'snr')).toEqual([]);
    expect(curvePanels(points, PSNR, 'users')).toEqual([]);
  });

  it('leaves out points that are not finite and combinations that are missing', () => {
    const points = snrSweepFixture()
      .points.filter(({ point }) => point.scheme !== 'tdma' || point.snrDb === 5)
      .map(result =>
        result.point.scheme === 'omdma' && result.point.snrDb === 0
          ? { ...result, psnrDb: { ...result.psnrDb, mean: Number.NaN } }
          : result,
      );
    const [panel] = curvePanels(points, PSNR, 'snr');
    const lengths = panel.curves.map(curve => `${curve.look.name} ${curve.points.length}`);
    expect(lengths).toEqual([
      'omdma 4',
      'omdma 4',
      'superposed 5',
      'superposed 5',
      'gaussian 5',
      'gaussian 5',
      'tdma 1',
      'tdma 1',
    ]);
  });

  it('draws paired differences about zero, and says against what', () => {
    const { differences } = snrSweepFixture();
    const [gain] = curvePanels(gainRows(differences), GAIN, 'snr');
    expect(gain).toMatchObject({ layout: 'panel', zeroLine: true });
    expect(gain.yDomain[0]).toBeLessThanOrEqual(0);
    expect(gain.curves.map(curve => curve.look.name)).toEqual(['omdma', 'superposed', 'gaussian', 'tdma']);
    expect(gain.description).toContain('OMDMA: +1.68 dB at 0 dB, +1.58 dB at 20 dB.');
    const [lead] = curvePanels(leadRows(differences), LEAD, 'snr');
    expect(lead.curves.map(curve => curve.look.name)).toEqual(
      ['superposed', 'gaussian', 'tdma'].flatMap(scheme => [scheme, scheme]),
    );
    expect(lead.curves[1].points[0].tooltip).toBe(
      'OMDMA against Superposed with denoiser, 4 users at 0 dB: PSNR difference +2.30 dB [2.24, 2.36]',
    );
  });

  it('states each curve’s ends in words', () => {
    const [panel] = curvePanels(snrSweepFixture().points, PSNR, 'snr');
    expect(panel.description).toContain(
      'OMDMA without denoiser: 21.30 dB at 0 dB, 21.90 dB at 20 dB. OMDMA with denoiser: 22.98 dB at 0 dB',
    );
  });
});

it('finds an extent that is never empty nor above the limit', () => {
  expect(
    extent(
      [
        { low: 1, high: 2 },
        { low: 0, high: 1.5 },
      ],
      Number.POSITIVE_INFINITY,
    ),
  ).toEqual([0, 2]);
  expect(extent([{ low: 0.9, high: 1.2 }], 1)).toEqual([0.9, 1]);
  expect(extent([{ low: 3, high: 3 }], Number.POSITIVE_INFINITY)).toEqual([2.5, 3.5]);
});
