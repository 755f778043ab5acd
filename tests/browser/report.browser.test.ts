import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import {
  gridFixture,
  singleFixture,
  snrSweepFixture,
  userSweepFixture,
  withGallery,
} from '../../reports/fixture.ts';
import { studyFixture } from '../../reports/study/fixture.ts';
import { LAYOUT_PROBLEMS } from './layout.ts';
import { reportsInBrowser } from './reports.ts';

const results = {
  'an SNR sweep': await withGallery(snrSweepFixture()),
  'a user sweep': await withGallery(userSweepFixture()),
  'a grid': gridFixture(),
  'a single condition': singleFixture(),
  'an optimizer study': studyFixture(),
};
const { open, itFits } = reportsInBrowser(results);

describe('the report in a browser', () => {
  itFits([1280, 1000, 720, 400], ['an SNR sweep', 'a user sweep', 'an optimizer study']);

  it('would be caught with a text moved, a picture broken or a box too wide', async () => {
    const { page } = await open('an SNR sweep', 1280, 'light');
    await page.evaluate(`{
      const texts = document.querySelectorAll('svg[role=img] .axis text');
      texts[1].setAttribute('y', texts[0].getAttribute('y'));
      texts[2].setAttribute('x', '-20');
      document.images[0].style.width = '0';
      document.querySelector('h1').style.width = '3000px';
    }`);
    const problems = ((await page.evaluate(LAYOUT_PROBLEMS)) as string[]).join('\n');
    for (const sign of ['overlaps', 'clipped', 'a picture is not shown', 'scrolls sideways'])
      expect(problems).toContain(sign);
    await page.close();
  });

  it('shows text with enough contrast in light and dark', async () => {
    for (const colours of ['light', 'dark'] as const) {
      const { page } = await open('an SNR sweep', 1280, colours);
      const ratios = await contrasts(page);
      expect(Math.min(...ratios.text)).toBeGreaterThan(4.5);
      expect(Math.min(...ratios.marks)).toBeGreaterThan(3);
      await page.close();
    }
  });

  it('prints on light paper even from a dark screen', async () => {
    const { page } = await open('an SNR sweep', 700, 'dark');
    await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
    const [paper, navigation] = (await page.evaluate(
      "[getComputedStyle(document.body).backgroundColor, getComputedStyle(document.querySelector('nav')).display]",
    )) as string[];
    expect(paper).toBe('rgb(255, 255, 255)');
    expect(navigation).toBe('none');
    expect(await page.evaluate(LAYOUT_PROBLEMS)).toEqual([]);
    await page.close();
  });

  it('reads data points with the keyboard', async () => {
    const { page } = await open('an SNR sweep', 1280, 'light');
    await page.keyboard.press('Tab');
    expect(await page.evaluate('document.activeElement.textContent')).toBe('Skip to the content');
    await page.focus('.plot');
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowRight');
    const readout = await page.textContent('.readout');
    expect(readout).toMatch(/^TDMA with denoiser, 4 users at 5 dB: PSNR \d+\.\d+ dB \[/);
    await page.close();
  });

  it('is complete without scripts', async () => {
    const { page } = await open('an SNR sweep', 1280, 'light', { javaScriptEnabled: false });
    expect(await page.locator('.readout').count()).toBe(0);
    expect(await page.locator('svg[role=img]').count()).toBeGreaterThan(3);
    await page.close();
  });
});

/** Contrast ratios (WCAG 2) of the text and mark colours against the paper. */
async function contrasts(page: Page): Promise<{ text: number[]; marks: number[] }> {
  return page.evaluate(`(() => {
    const style = getComputedStyle(document.documentElement);
    const luminance = name => {
      const hex = style.getPropertyValue(name).trim().slice(1);
      const [r, g, b] = [0, 2, 4].map(at => parseInt(hex.slice(at, at + 2), 16) / 255)
        .map(c => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4));
      return 0.2126 * r + 0.7152 * g + 0.0722 * b;
    };
    const contrast = name => {
      const pair = [luminance(name), luminance('--paper')].sort((a, b) => b - a);
      return (pair[0] + 0.05) / (pair[1] + 0.05);
    };
    return {
      text: ['--ink', '--quiet', '--link'].map(contrast),
      marks: ['--omdma', '--superposed', '--gaussian', '--tdma'].map(contrast),
    };
  })()`);
}
