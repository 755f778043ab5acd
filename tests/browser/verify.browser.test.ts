import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { renderVerifyReport } from '../../reports/verify/page.ts';
import { VERIFICATION } from '../../reports/verify/theory.ts';
import { launchChromium } from './chromium.ts';
import { LAYOUT_PROBLEMS } from './layout.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(() => browser?.close());

const cases = [1280, 720, 400].flatMap(width =>
  (['light', 'dark'] as const).map(colours => [width, colours] as const),
);

it.each(cases)(
  'the page of a verification fits %d px in %s colours, without a complaint',
  async (width, colours) => {
    const page = await browser.newPage({ viewport: { width, height: 900 }, colorScheme: colours });
    const problems: string[] = [];
    page.on('console', message => problems.push(message.text()));
    page.on('pageerror', error => problems.push(error.message));
    await page.setContent(renderVerifyReport(VERIFICATION));
    expect([...problems, ...((await page.evaluate(LAYOUT_PROBLEMS)) as string[])]).toEqual([]);
    await page.close();
  },
);
