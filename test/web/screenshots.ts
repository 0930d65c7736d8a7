/** Refreshes the pictures in docs/images from the running program: npm run screenshots. */
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { launchChromium } from './chromium.ts';
import { root, startServer } from './server.ts';

const pictures = [
  { name: 'home', address: '/', width: 1280, height: 1500, colorScheme: 'light' },
  { name: 'home-dark', address: '/', width: 1280, height: 900, colorScheme: 'dark' },
  { name: 'home-phone', address: '/', width: 375, height: 1400, colorScheme: 'light' },
  {
    name: 'agreement',
    address: '/agreements/paris-call-2018#parties',
    width: 1280,
    height: 1500,
    colorScheme: 'light',
  },
  {
    name: 'incident',
    address: '/incidents/irgc-maritime-database-2019',
    width: 1280,
    height: 1300,
    colorScheme: 'light',
  },
] as const;

const folder = path.join(root, 'docs', 'images');
mkdirSync(folder, { recursive: true });
const [server, browser] = await Promise.all([startServer(), launchChromium()]);
try {
  for (const { name, address, width, height, colorScheme } of pictures) {
    const page = await browser.newPage({ viewport: { width, height }, colorScheme, javaScriptEnabled: false });
    await page.goto(server.origin + address);
    await page.screenshot({ path: path.join(folder, `${name}.png`) });
    await page.close();
    console.log(`docs/images/${name}.png`);
  }
} finally {
  await browser.close();
  await server.stop();
}
