import { describe, expect, it } from 'vitest';
import { gridFixture } from '../fixture.ts';
import { renderReport } from './page.ts';

/** What PSNR is drawn against, in order, at these SNRs and three numbers of users. */
function drawnAgainst(snrsDb: readonly number[]): string[] {
  const grid = gridFixture();
  const points = grid.points.filter(({ point }) => snrsDb.includes(point.snrDb));
  const text = renderReport({ ...grid, points, differences: [] }).replace(/<[^>]*>/g, '');
  return [...text.matchAll(/Figure \d+\.\s*PSNR against (SNR|number of users)/g)].map(([, what]) => what);
}

describe('quality over a grid', () => {
  it('is drawn first against the quantity of which the run has more values, else against SNR', () => {
    expect(drawnAgainst([0, 10, 20])).toEqual(['SNR', 'number of users']);
    expect(drawnAgainst([0, 10])).toEqual(['number of users', 'SNR']);
    expect(drawnAgainst([0])).toEqual(['number of users']);
  });
});
