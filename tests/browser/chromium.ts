import { existsSync } from 'node:fs';
import { type Browser, chromium } from 'playwright-core';

const ARGUMENTS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
];

/** Starts the browser named by SEMLINK_CHROMIUM, or Debian's Chromium; throws where there is none. */
export async function launchChromium(): Promise<Browser> {
  const executablePath = process.env.SEMLINK_CHROMIUM ?? '/usr/bin/chromium';
  if (!existsSync(executablePath))
    throw new Error(
      `no browser at ${executablePath}: install chromium, or set SEMLINK_CHROMIUM to the path of one`,
    );
  return chromium.launch({ executablePath, args: ARGUMENTS });
}
