/** @module The machine's Chromium, headless and without a word to the network. */
import { existsSync } from 'node:fs';
import { type Browser, chromium } from 'playwright-core';

/** Where Debian and Ubuntu install it. */
const USUAL_PLACE = '/usr/bin/chromium';

/** There is no browser to test in. */
export class NoBrowserError extends Error {
  override readonly name = 'NoBrowserError';
}

/** Starts it with an empty profile of its own. Throws a NoBrowserError where there is none. */
export async function startBrowser(path = process.env['CHROMIUM_PATH']): Promise<Browser> {
  const executablePath = path ?? USUAL_PLACE;
  if (!existsSync(executablePath)) {
    throw new NoBrowserError(
      `There is no Chromium at ${executablePath}. Install it (Debian: apt-get install chromium) ` +
        'or say where it is with CHROMIUM_PATH.',
    );
  }
  return await chromium.launch({
    executablePath,
    headless: true,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
}
