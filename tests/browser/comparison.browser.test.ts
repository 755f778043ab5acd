import { describe, expect, it } from 'vitest';
import { comparisonFixture, withComparisonGallery } from '../../reports/comparison/fixture.ts';
import { neuralCurves } from '../../reports/comparison/ways.ts';
import { LAYOUT_PROBLEMS } from './layout.ts';
import { reportsInBrowser } from './reports.ts';

const one = comparisonFixture({ cbr: ['1/6'], rateCbr: [], mosaics: [12], denoiserSteps: [0, 1, 10] });
const results = {
  'a comparison': await withComparisonGallery(comparisonFixture()),
  'three codecs and mosaics': comparisonFixture({
    snrDb: [-5, 0, 10, 20],
    codecs: ['jpeg', 'webp', 'avif'],
    mosaics: [1, 4, 12],
    cbr: ['1/12'],
    singles: false,
  }),
  'one panel': one,
  'the neural codec alone': { ...one, curves: neuralCurves(one) },
};
const { open, itFits } = reportsInBrowser(results);

/** Names of published results that lie on each other's stars. Plain JavaScript, for the browser. */
const LABELS_ON_STARS = `[...document.querySelectorAll('svg[role=img] .published')].flatMap(group => {
  const stars = [...group.querySelectorAll('.marker')].map(star => star.getBoundingClientRect());
  return [...group.querySelectorAll('text')].filter(text => {
    const box = text.getBoundingClientRect();
    return stars.some(star => {
      const [x, y] = [(star.left + star.right) / 2, (star.top + star.bottom) / 2];
      return x > box.left && x < box.right && y > box.top && y < box.bottom;
    });
  }).map(text => text.textContent);
})`;

describe('the report of a comparison in a browser', () => {
  itFits([1280, 1000, 720, 400], ['a comparison']);

  it.each([1280, 400])('covers no star with a name at %d px, and would notice', async width => {
    const { page } = await open('a comparison', width);
    expect(await page.evaluate(LABELS_ON_STARS)).toEqual([]);
    await page.evaluate(`{
      const group = document.querySelector('svg[role=img] .published');
      const [, x, y] = /translate\\(([\\d.]+),([\\d.]+)\\)/.exec(group.querySelector('.point').getAttribute('transform'));
      const text = group.querySelector('text');
      text.setAttribute('text-anchor', 'middle');
      text.setAttribute('x', x);
      text.setAttribute('y', Number(y) + 4);
    }`);
    expect(await page.evaluate(LABELS_ON_STARS)).not.toEqual([]);
    await page.close();
  });

  it('prints with all figures and the sources of published results', async () => {
    const { page } = await open('a comparison', 700, 'dark');
    await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
    expect(await page.evaluate('getComputedStyle(document.body).backgroundColor')).toBe('rgb(255, 255, 255)');
    expect(await page.evaluate(LAYOUT_PROBLEMS)).toEqual([]);
    expect(await page.locator('.sources li').first().isVisible()).toBe(true);
    await page.close();
  });

  it('reads points and published results with the keyboard', async () => {
    const { page } = await open('one panel', 1280);
    await page.focus('.plot');
    const read: string[] = [];
    await page.keyboard.press('ArrowLeft');
    read.push((await page.textContent('.readout')) ?? '');
    await page.keyboard.press('ArrowRight');
    read.push((await page.textContent('.readout')) ?? '');
    expect(read[0]).toMatch(/^Published: .*, cbr 1\/6 at 10 dB: PSNR \d+\.\d+ dB \(/);
    expect(read[1]).toMatch(
      /^AVIF at capacity, mosaics of 12, headers free, cbr 1\/6 at 0 dB: PSNR \d+\.\d+ dB \[/,
    );
    await page.close();
  });
});
