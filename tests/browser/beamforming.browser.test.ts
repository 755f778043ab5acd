import { describe, expect, it } from 'vitest';
import { beamformingFixture, withBeamGallery } from '../../reports/beamforming/fixture.ts';
import { reportsInBrowser } from './reports.ts';

const results = {
  everything: await withBeamGallery(
    beamformingFixture({
      correlation: 0.75,
      sweep: {
        snrDb: [-5, 0, 5, 10, 15],
        antennas: [2, 4, 8, 16, 32, 64],
        users: [2, 4, 8, 16],
        correlation: [0, 0.25, 0.5, 0.75, 1],
      },
    }),
  ),
  'sixteen users': beamformingFixture({ users: 16 }),
  'two users': beamformingFixture({ users: 2, waves: false }),
};
const { open, itFits } = reportsInBrowser(results);

describe('the report of a beamforming experiment in a browser', () => {
  itFits([1280, 720, 400], ['everything']);

  it('reads the cells of the matrix with the keyboard', async () => {
    const { page } = await open('everything', 1280);
    await page.focus('#likeness .figure:nth-child(2) .plot');
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowRight');
    expect(await page.textContent('#likeness .figure:nth-child(2) .readout')).toBe('Users 1 and 2: R 0.84');
    await page.close();
  });
});
