import { describe, expect, it } from 'vitest';
import type { Anchor, ComparisonResult, CurvePoint } from '../../sim/comparison/results.ts';
import { drawCurves } from '../figures/curves.ts';
import { comparisonFixture } from './fixture.ts';
import { ratePanels, snrPanels } from './panels.ts';
import { QUALITY } from './quality.ts';
import { packings } from './ways.ts';

const [PSNR] = QUALITY;

const SMALL = { snrDb: [0, 10, 20], cbr: ['1/6'], rateCbr: ['1/12'], mosaics: [12], singles: false };
const anchor: Anchor = {
  label: 'Other',
  source: 'A. Author, 2024',
  note: 'Other pictures.',
  snrDb: 10,
  cbr: '1/6',
  psnrDb: 30,
};

function dataOf(result: ComparisonResult) {
  return { result, packings: packings(result.curves) };
}

function withPoints(result: ComparisonResult, change: (point: CurvePoint) => Partial<CurvePoint>) {
  const curves = result.curves.map(curve => ({
    ...curve,
    points: curve.points.map(point => ({ ...point, ...change(point) })),
  }));
  return { ...result, curves };
}

describe('panels of quality', () => {
  it('stand the neural codec beside the envelopes and bounds of their packing alone', () => {
    const result = comparisonFixture({ ...SMALL, mosaics: [1, 12], codecs: ['jpeg', 'avif'] });
    const panels = snrPanels({ result, packings: [{ codec: 'avif', mosaic: 12 }] }, PSNR);
    expect(panels.map(({ heading }) => heading)).toEqual(['cbr 1/6, AVIF in mosaics of 12']);
    const names = panels[0].curves.map(({ points }) => points[0].tooltip.split(', cbr')[0]);
    expect(names).toEqual([
      'semlink',
      'semlink, denoiser of 1 step',
      'AVIF envelope, mosaics of 12, headers counted',
      'AVIF at capacity, mosaics of 12, headers counted',
      'AVIF envelope, mosaics of 12, headers free',
      'AVIF at capacity, mosaics of 12, headers free',
    ]);
  });

  it('hold only points of their condition: one ratio against SNR, one SNR against the ratio', () => {
    const data = dataOf(comparisonFixture(SMALL));
    const xs = (panel: ReturnType<typeof snrPanels>[number]) => panel.curves[0].points.map(({ x }) => x);
    expect(snrPanels(data, PSNR).map(xs)).toEqual([[0, 10, 20]]);
    expect(ratePanels(data, PSNR).map(xs)).toEqual([[256 / 3072, 512 / 3072]]);
  });

  it('place anchors at their condition: 2/12 is 1/6, 10.01 dB is 10 dB, and no other is drawn', () => {
    const anchors = [
      { ...anchor, cbr: '2/12', snrDb: 10.01 },
      { ...anchor, snrDb: 10.3 },
      { ...anchor, cbr: '1/3', snrDb: 12 },
    ];
    const data = dataOf(comparisonFixture({ ...SMALL, anchors }));
    const drawn = (panels: ReturnType<typeof snrPanels>) =>
      panels.flatMap(({ labelled }) => labelled!.points.map(({ x }) => x));
    expect(drawn(snrPanels(data, PSNR))).toEqual([10.01, 10.3]);
    expect(drawn(ratePanels(data, PSNR))).toEqual([2 / 12]);
    expect(snrPanels(data, PSNR)[0].xTicks).toEqual([0, 10, 20]);
  });

  it('reach as far as an anchor beyond the measured ratios, and name it', () => {
    const data = dataOf(comparisonFixture({ ...SMALL, anchors: [{ ...anchor, cbr: '1/3' }] }));
    const [panel] = ratePanels(data, PSNR);
    expect(panel.xDomain?.[1]).toBeCloseTo(1 / 3, 12);
    expect(panel.xTicks.map(tick => panel.xFormat!(tick))).toEqual(['1/12', '1/6', '1/3']);
  });

  it('leave out the band of an interval that is wider than the figure, and of no other', () => {
    const base = comparisonFixture({ ...SMALL, anchors: [] });
    const wide = withPoints(base, ({ snrDb, psnrDb: { mean, count } }) =>
      snrDb === 10 ? { psnrDb: { mean, low: mean - 90, high: mean + 90, count } } : {},
    );
    const bandless = (result: ComparisonResult) =>
      snrPanels(dataOf(result), PSNR)[0].curves.map(({ points }) =>
        points.map(point => point.bandless === true),
      );
    expect(bandless(wide)[0]).toEqual([false, true, false]);
    expect(bandless(base).flat()).not.toContain(true);
    const [panel] = snrPanels(dataOf(wide), PSNR);
    const bands = (svg: string) => [...svg.matchAll(/class="band" d="([^"]*)"/g)].map(([, d]) => d);
    const all = panel.curves.map(curve => ({
      ...curve,
      points: curve.points.map(point => ({ ...point, bandless: false })),
    }));
    const drawn = bands(drawCurves(panel));
    expect(drawn).toHaveLength(6);
    expect(drawn).not.toEqual(bands(drawCurves({ ...panel, curves: all })));
  });
});
