/** Debian's Chromium for the browser tests: found or, with its reason, missing. */
import { existsSync } from 'node:fs';
import { chromium, type Browser } from 'playwright-core';

const executablePath = '/usr/bin/chromium';

/** Why the browser tests are skipped, or null. Where skipping is forbidden they run, and fail. */
export const chromiumMissing: string | null =
  existsSync(executablePath) || process.env['SERVANDA_TEST_NO_SKIP'] === '1'
    ? null
    : `${executablePath} is not installed; apt-get install chromium`;

/** Starts a browser that calls nobody by itself. */
export function launchChromium(): Promise<Browser> {
  const flags =
    'headless no-sandbox disable-gpu disable-quic no-first-run disable-background-networking disable-component-update disable-sync';
  return chromium.launch({ executablePath, args: flags.split(' ').map((flag) => `--${flag}`) });
}
