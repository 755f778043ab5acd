import { describe, expect, it } from 'vitest';
import { SCHEMES } from '../cell/schemes.ts';
import { type CurvesData, drawCurves } from './curves.ts';
import { drawDots } from './dots.ts';
import { drawHistogram, gaussianDensity } from './histogram.ts';
import { stepStyle } from './markers.ts';
import { drawQuantiles } from './quantiles.ts';

const words = { id: 'example', title: 'An example', description: 'What it shows.' };
const filled = stepStyle(10, [0, 10]);
const open = stepStyle(0, [0, 10]);

const curves: CurvesData = {
  ...words,
  layout: 'panel',
  heading: '4 users',
  xLabel: 'SNR (dB)',
  yLabel: 'PSNR (dB)',
  xTicks: [0, 10],
  xLog: false,
  yDomain: [20, 30],
  zeroLine: false,
  curves: [
    {
      look: SCHEMES.omdma,
      style: filled,
      points: [
        { x: 0, mean: 22, low: 21, high: 23, tooltip: 'first' },
        { x: 10, mean: 29, low: 28, high: 30, tooltip: 'second' },
      ],
    },
    {
      look: SCHEMES.tdma,
      style: open,
      points: [{ x: 10, mean: 25, low: 24, high: 26, tooltip: 'alone' }],
    },
  ],
};

/** One element per line, so that a changed snapshot can be read. */
function lines(svg: string): string {
  return `${svg.replaceAll('><', '>\n<')}\n`;
}

describe('figures', () => {
  it('draws curves: bands, lines, markers, and a whisker for a lonely point', async () => {
    await expect(lines(drawCurves(curves))).toMatchFileSnapshot('../__snapshots__/curves.svg');
  });

  it('names the curves at their ends where there is room', async () => {
    const svg = drawCurves({ ...curves, layout: 'wide', heading: '' });
    expect(svg).toContain('>OMDMA</text>');
    expect(svg).toContain('>TDMA</text>');
  });

  it('draws a line at zero for differences', () => {
    const difference = { ...curves, yDomain: [-1, 1] as const, zeroLine: true };
    const top = 66;
    const bottom = 330 - 52;
    expect(drawCurves(difference)).toContain(
      `<line class="zero" x1="52" x2="402" y1="${(top + bottom) / 2}" y2="${(top + bottom) / 2}">`,
    );
    expect(drawCurves(curves)).not.toContain('class="zero"');
  });

  it('draws a logarithmic axis, on which equal ratios are equal distances', () => {
    const svg = drawCurves({ ...curves, yDomain: [1, 100], yLog: true });
    const heights = [1, 10, 100].map(tick =>
      Number(new RegExp(`y="([\\d.]+)"[^>]*>${tick}</text>`).exec(svg)?.[1]),
    );
    expect(heights[0] - heights[1]).toBeCloseTo(heights[1] - heights[2], 1);
    expect(heights[0]).toBeGreaterThan(heights[2]);
  });

  it('lets a line pass its bare points without a marker', () => {
    const [first, second] = curves.curves;
    const [start, end] = first.points;
    const bare = { ...curves, curves: [{ ...first, points: [{ ...start, bare: true }, end] }, second] };
    const markers = (svg: string) => svg.match(/class="marker/g)!.length;
    expect(markers(drawCurves(bare))).toBe(markers(drawCurves(curves)) - 1);
    expect(drawCurves(bare).match(/class="line"/g)).toEqual(drawCurves(curves).match(/class="line"/g));
  });

  it('draws a histogram with the Gaussian over it', async () => {
    const svg = drawHistogram({
      ...words,
      heading: 'OMDMA',
      look: 'omdma',
      edges: [-4, -1, 0, 1, 4],
      density: [0.05, 0.35, 0.35, 0.05],
      reach: 4,
      top: 0.4,
    });
    await expect(lines(svg)).toMatchFileSnapshot('../__snapshots__/histogram.svg');
  });

  it('cuts bars that reach beyond the axis and leaves out empty ones', () => {
    const svg = drawHistogram({
      ...words,
      heading: 'OMDMA',
      look: 'omdma',
      edges: [-9, -5, -3, 0, 3],
      density: [0.1, 0, 0.2, 0.1],
      reach: 4,
      top: 0.4,
    });
    expect(svg.match(/<rect/g)).toHaveLength(2);
  });

  it('draws a Q–Q plot around the diagonal', async () => {
    const pairs = [-2, -1, 0, 1, 2].map(z => ({ gaussian: z, residual: z * 1.1 }));
    const svg = drawQuantiles({
      ...words,
      heading: 'OMDMA',
      look: 'omdma',
      pairs,
      gaussianReach: 2.5,
      residualReach: 2.5,
    });
    await expect(lines(svg)).toMatchFileSnapshot('../__snapshots__/quantiles.svg');
  });

  it('draws one dot per variant of a single condition', async () => {
    const dot = { mean: 25, low: 24, high: 26, tooltip: 'value' } as const;
    const svg = drawDots({
      ...words,
      xLabel: 'PSNR (dB)',
      xDomain: [20, 30],
      rows: [
        {
          look: SCHEMES.omdma,
          dots: [
            { ...dot, style: open },
            { ...dot, style: filled, mean: 27 },
          ],
        },
      ],
    });
    await expect(lines(svg)).toMatchFileSnapshot('../__snapshots__/dots.svg');
  });

  it('escapes its words', () => {
    const svg = drawCurves({ ...curves, title: '<script>', heading: '<b>&' });
    expect(svg).not.toContain('<script');
    expect(svg).toContain('&lt;script&gt;');
    expect(svg).toContain('&lt;b&gt;&amp;');
  });
});

describe('stepStyle', () => {
  it('is dashed and open without denoiser, solid and filled with most steps, distinct between', () => {
    const all = [0, 1, 5, 50];
    const styles = all.map(steps => stepStyle(steps, all));
    expect(styles[0].filled).toBe(false);
    expect(styles[3]).toEqual({ dash: 'none', filled: true });
    expect(new Set(styles.map(style => style.dash)).size).toBe(4);
  });
});

it('knows the Gaussian density', () => {
  expect(gaussianDensity(0)).toBeCloseTo(0.398942280401, 12);
  expect(gaussianDensity(1)).toBeCloseTo(0.241970724519, 12);
  expect(gaussianDensity(-1)).toBe(gaussianDensity(1));
});
