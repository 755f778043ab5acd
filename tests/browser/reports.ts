import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type AnyResult, writeReport } from '../../reports/write.ts';
import { launchChromium } from './chromium.ts';
import { LAYOUT_PROBLEMS } from './layout.ts';

/** A report in a browser, and what the page complained of: words on the console, errors, requests for anything from elsewhere. */
export interface OpenedReport {
  readonly page: Page;
  readonly problems: readonly string[];
}

/** Writes the reports of some results before the tests of a file, and opens them by name. */
export function reportsInBrowser<Name extends string>(results: Readonly<Record<Name, AnyResult>>) {
  const names = Object.keys(results) as Name[];
  let browser: Browser;
  let folder: string;

  beforeAll(async () => {
    browser = await launchChromium();
    folder = await mkdtemp(join(tmpdir(), 'semlink-reports-'));
    for (const name of names) await writeReport(results[name], join(folder, `${name}.html`));
  });

  afterAll(async () => {
    await browser?.close();
    if (folder) await rm(folder, { recursive: true });
  });

  async function open(
    name: Name,
    width: number,
    colorScheme: 'light' | 'dark' = 'light',
    options: BrowserContextOptions = {},
  ): Promise<OpenedReport> {
    const page = await browser.newPage({ viewport: { width, height: 900 }, colorScheme, ...options });
    const problems: string[] = [];
    page.on('console', message => problems.push(message.text()));
    page.on('pageerror', error => problems.push(error.message));
    page.on('request', request => {
      if (!/^(file|data):/.test(request.url())) problems.push(`asks for ${request.url()}`);
    });
    await page.goto(pathToFileURL(join(folder, `${name}.html`)).href);
    return { page, problems };
  }

  /** What holds of every report at every width in light and dark; `whole` also with every table open, and on paper. */
  function itFits(widths: readonly number[], whole: readonly Name[]) {
    const cases = names.flatMap(name =>
      widths.flatMap(width => (['light', 'dark'] as const).map(colours => ({ name, width, colours }))),
    );
    it.each(cases)('$name at $width px, $colours', async ({ name, width, colours }) => {
      const { page, problems } = await open(name, width, colours);
      expect(await page.evaluate(LAYOUT_PROBLEMS)).toEqual([]);
      expect(problems).toEqual([]);
      await page.close();
    });

    it.each(whole)('%s fits with every table open, and prints', async name => {
      const { page } = await open(name, 400);
      await page.evaluate(
        "document.querySelectorAll('details').forEach(details => { details.open = true; })",
      );
      expect(await page.evaluate(LAYOUT_PROBLEMS)).toEqual([]);
      await page.close();
      const { page: paper } = await open(name, 700, 'dark');
      await paper.emulateMedia({ media: 'print', colorScheme: 'dark' });
      expect(await paper.evaluate('getComputedStyle(document.body).backgroundColor')).toBe(
        'rgb(255, 255, 255)',
      );
      expect(await paper.evaluate(LAYOUT_PROBLEMS)).toEqual([]);
      await paper.close();
    });
  }

  return { open, itFits };
}
