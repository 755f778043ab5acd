import { describe, expect, it } from 'vitest';
import { personalFixture, withPersonalGallery } from '../../reports/personal/fixture.ts';
import { LAYOUT_PROBLEMS } from './layout.ts';
import { reportsInBrowser } from './reports.ts';

const results = {
  everything: await withPersonalGallery(personalFixture()),
  'sixteen users': personalFixture({ users: 16, snrDb: [-5, 0, 5, 10, 15, 20] }),
  'rotations alone': personalFixture({ users: 2, snrDb: [10], codecs: ['universal', 'rotated'] }),
};
const { open, cases } = reportsInBrowser(results);

describe('the report of universal and personal codecs in a browser', () => {
  it.each(cases([1280, 720, 400]))('$name at $width px, $colours', async ({ name, width, colours }) => {
    const { page, problems } = await open(name, width, colours);
    expect(await page.evaluate(LAYOUT_PROBLEMS)).toEqual([]);
    expect(problems).toEqual([]);
    await page.close();
  });

  it('fits with every table open, and prints', async () => {
    const { page } = await open('everything', 400);
    await page.evaluate("document.querySelectorAll('details').forEach(details => { details.open = true; })");
    expect(await page.evaluate(LAYOUT_PROBLEMS)).toEqual([]);
    await page.close();
    const { page: paper } = await open('everything', 700, 'dark');
    await paper.emulateMedia({ media: 'print', colorScheme: 'dark' });
    expect(await paper.evaluate(LAYOUT_PROBLEMS)).toEqual([]);
    await paper.close();
  });

  it('reads the differences of users with the keyboard', async () => {
    const { page } = await open('everything', 1280);
    await page.focus('#users .plot');
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowRight');
    expect(await page.textContent('#users .readout')).toBe('User 2: −0.20 [−0.30, −0.10] dB');
    await page.close();
  });
});
