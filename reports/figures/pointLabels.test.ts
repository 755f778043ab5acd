import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SCHEMES } from '../cell/schemes.ts';
import { type CurvesData, drawCurves } from './curves.ts';
import type { Frame } from './frame.ts';
import { type Box, placeLabels } from './pointLabels.ts';

const frame: Frame = { left: 52, right: 402, top: 66, bottom: 388 };
const label = (x: number, y: number, width = 80) => ({ x, y, width });

function overlaps(boxes: readonly Box[]): number {
  return boxes.flatMap((a, i) =>
    boxes
      .slice(i + 1)
      .filter(b => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom),
  ).length;
}

function isInside({ left, right, top, bottom }: Box): boolean {
  return left >= frame.left && right <= frame.right && top >= frame.top && bottom <= frame.bottom;
}

describe('placeLabels', () => {
  it('puts a label with room right beside its point', () => {
    const [box] = placeLabels([label(200, 200)], [], frame);
    const distance = Math.hypot(
      Math.max(box.left - 200, 200 - box.right, 0),
      Math.max(box.top - 200, 200 - box.bottom, 0),
    );
    expect(distance).toBeLessThanOrEqual(9);
  });

  it('keeps labels apart and inside, for any six points', () => {
    const point = fc.record({
      x: fc.double({ min: frame.left, max: frame.right, noNaN: true }),
      y: fc.double({ min: frame.top, max: frame.bottom, noNaN: true }),
      width: fc.integer({ min: 10, max: 110 }),
    });
    fc.assert(
      fc.property(fc.array(point, { minLength: 1, maxLength: 6 }), points => {
        const boxes = placeLabels(points, [], frame);
        expect(boxes.every(isInside)).toBe(true);
        expect(overlaps(boxes)).toBe(0);
      }),
      { numRuns: 60 },
    );
  });

  it('keeps apart what labels that stand to the right of their points would not be', () => {
    const points = [0, 3, 6, 9, 12].map(y => label(230, 200 + y));
    const beside = points.map(({ x, y, width }) => ({
      left: x + 9,
      right: x + 9 + width,
      top: y - 8,
      bottom: y + 8,
    }));
    expect(overlaps(beside)).toBeGreaterThan(0);
    expect(overlaps(placeLabels(points, [], frame))).toBe(0);
  });

  it('keeps off a curve where there is room', () => {
    const curve = Array.from({ length: 88 }, (_, i) => ({ x: 52 + 4 * i, y: 200 }));
    const [box] = placeLabels([label(200, 198)], curve, frame);
    expect(
      curve.filter(({ x, y }) => x > box.left && x < box.right && y > box.top && y < box.bottom),
    ).toEqual([]);
  });
});

describe('labelled points of a figure', () => {
  const data: CurvesData = {
    id: 'example',
    title: 'An example',
    description: 'What it shows.',
    layout: 'tall',
    heading: 'cbr 1/6',
    xLabel: 'SNR (dB)',
    yLabel: 'MS-SSIM',
    xTicks: [0, 10],
    xFormat: value => `<${value}>`,
    xLog: false,
    yDomain: [0, 2],
    yMarks: { ticks: [1, 2], format: height => `${1 - 10 ** -height}` },
    zeroLine: false,
    curves: [
      {
        look: SCHEMES.omdma,
        style: { dash: 'none', filled: true },
        points: [0, 10].map(x => ({ x, mean: x / 10, low: x / 10, high: x / 10, tooltip: 'measured' })),
      },
    ],
    labelled: {
      look: SCHEMES.tdma,
      points: [
        { x: 5, y: 1.5, label: 'A & B', tooltip: 'published <2020>' },
        { x: 5, y: 1.4, label: 'a name of more than twenty letters', tooltip: 'long' },
      ],
    },
  };
  const svg = drawCurves(data);

  it('are markers with their value as tooltip and their name beside them, cut where it is long', () => {
    expect(svg).toContain('<title>published &lt;2020&gt;</title>');
    expect(svg).toContain('>A &amp; B</text>');
    expect(svg).toMatch(/>a name of more than…<\/text>/);
    expect(svg.match(/class="marker open"/g)).toHaveLength(2);
  });

  it('stand on axes with names and marks of their own', () => {
    expect(svg).toContain('>&lt;10&gt;</text>');
    for (const mark of ['0.9', '0.99']) expect(svg).toContain(`>${mark}</text>`);
    expect(svg).not.toContain('>1.5</text>');
  });
});
