import { describe, expect, it } from 'vitest';
import { loadFixture } from '../../reports/load/fixture.ts';
import { LAYOUT_PROBLEMS } from './layout.ts';
import { reportsInBrowser } from './reports.ts';

const results = {
  everything: loadFixture({ told: true }),
  'sixty-four users': loadFixture({ users: 64, access: ['omdma', 'round-robin'] }),
  'one load, overloaded': loadFixture({ access: ['round-robin'], loads: [2], overloaded: true }),
};
const { open, itFits } = reportsInBrowser(results);

const SHOWN = "document.querySelector('#air .timeline .only-wide .air').getAttribute('viewBox')";

describe('the report of an experiment on load in a browser', () => {
  itFits([1280, 720, 400], ['everything']);

  it('zooms the timeline with buttons, keys, wheel and drag, and never leaves the window', async () => {
    const { page, problems } = await open('everything', 1280);
    const shown = async () =>
      String(await page.evaluate(SHOWN))
        .split(' ')
        .map(Number);
    const times = () => page.locator('#air .timeline').first().locator('.only-wide .time').allTextContents();
    const [, , whole] = await shown();
    expect(whole).toBe(1000);
    await page.locator('#air').getByRole('button', { name: 'Zoom in' }).first().click();
    expect((await shown()).slice(0, 3)).toEqual([250, 0, 500]);
    expect(await times()).toEqual(Array.from({ length: 11 }, (_, i) => String(250 + 50 * i)));
    await page.locator('#air').getByRole('button', { name: 'Later' }).first().click();
    expect((await shown()).slice(0, 3)).toEqual([500, 0, 500]);
    await page.locator('#air').getByRole('button', { name: 'Later' }).first().click();
    expect((await shown())[0]).toBe(500);

    const plot = page.locator('#air .timeline').first();
    await plot.focus();
    await page.keyboard.press('0');
    expect((await shown()).slice(0, 3)).toEqual([0, 0, 1000]);
    for (let i = 0; i < 40; i++) await page.keyboard.press('+');
    expect((await shown())[2]).toBe(1);
    expect(new Set(await times()).size).toBe(11);
    expect(await page.evaluate(LAYOUT_PROBLEMS)).toEqual([]);
    await page.keyboard.press('0');

    const box = (await plot.locator('.only-wide svg').first().boundingBox())!;
    // The window has 62 units to its left, 24 to its right, of 960.
    const [left, width] = [box.x + (62 / 960) * box.width, ((960 - 62 - 24) / 960) * box.width];
    await page.mouse.move(left, box.y + 20);
    await page.mouse.wheel(0, -100);
    expect((await shown()).slice(0, 3)).toEqual([0, 0, 800]);
    await page.mouse.move(left + width / 2, box.y + 20);
    await page.mouse.down();
    await page.mouse.move(left + width / 2 - width / 8, box.y + 20);
    await page.mouse.up();
    expect((await shown())[0]).toBeCloseTo(100, 0);
    expect(problems).toEqual([]);
    await page.close();
  });

  it('reads a transmission with the keyboard', async () => {
    const { page } = await open('everything', 1280);
    const plot = page.locator('#air .timeline').first();
    await plot.focus();
    await page.keyboard.press('ArrowRight');
    expect(await page.locator('#air .figure').first().locator('.readout').textContent()).toMatch(
      /^User 1, picture 1: 0\.00 to 5\.00 ms, accepted, 18\.00 dB$/,
    );
    await page.close();
  });

  it('shows the whole window without scripts', async () => {
    const { page } = await open('everything', 1280, 'light', { javaScriptEnabled: false });
    expect(await page.locator('#air .timeline').first().locator('.only-wide .air .point').count()).toBe(96);
    expect(await page.locator('#air .zoom').count()).toBe(0);
    await page.close();
  });
});
