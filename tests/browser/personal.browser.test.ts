import { describe, expect, it } from 'vitest';
import { personalFixture, withPersonalGallery } from '../../reports/personal/fixture.ts';
import { reportsInBrowser } from './reports.ts';

const results = {
  everything: await withPersonalGallery(personalFixture()),
  'sixteen users': personalFixture({ users: 16, snrDb: [-5, 0, 5, 10, 15, 20] }),
  'rotations alone': personalFixture({ users: 2, snrDb: [10], codecs: ['universal', 'rotated'] }),
};
const { open, itFits } = reportsInBrowser(results);

describe('the report of universal and personal codecs in a browser', () => {
  itFits([1280, 720, 400], ['everything']);

  it('reads the differences of users with the keyboard', async () => {
    const { page } = await open('everything', 1280);
    await page.focus('#users .plot');
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowRight');
    expect(await page.textContent('#users .readout')).toBe('User 2: −0.20 [−0.30, −0.10] dB');
    await page.close();
  });
});
