import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll } from 'vitest';
import { type AnyResult, writeReport } from '../../reports/write.ts';
import { launchChromium } from './chromium.ts';

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

  /** Every report at every width in light and dark. */
  const cases = (widths: readonly number[]) =>
    names.flatMap(name =>
      widths.flatMap(width => (['light', 'dark'] as const).map(colours => ({ name, width, colours }))),
    );

  return { open, cases };
}
