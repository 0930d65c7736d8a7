/**
 * Measures every page against its budget, in Chromium: npm run pages:measure. A page is visited twice: by its first
 * reader, on a server that had time to make the pages read most, and by the next one. With -- --cold the first reader
 * comes at once after the start, of a server of its own for each page. Words of addresses name some of them: -- /effect
 */
import { launchChromium } from './chromium.ts';
import { costOf, type Cost } from './measure.ts';
import { pages, scripted } from './routes.ts';
import { startBuiltServer, type RunningServer } from './server.ts';

/** Milliseconds, and kilobytes of script as sent. */
const budget = { paint: 800, complete: 1500, readingScript: 30, labScript: 120 };

/** Milliseconds in which a server makes the pages read most. */
const time = 25_000;

const isCold = process.argv.includes('--cold');
const wanted = process.argv.slice(2).filter((word) => word !== '--cold');
const all = [...pages, ...scripted].filter(
  (address) => wanted.length === 0 || wanted.some((word) => address.includes(word)),
);
const labs = new Set<string>(scripted);

function faults(address: string, cost: Cost): string[] {
  const script = labs.has(address) ? budget.labScript : budget.readingScript;
  return [
    ...(cost.paint <= budget.paint ? [] : ['paint']),
    ...(cost.complete <= budget.complete ? [] : ['complete']),
    ...(cost.script <= script ? [] : ['script']),
    ...cost.strays.map((url) => `asks ${url}`),
    ...cost.complaints,
  ];
}

const row = (name: string, ...cells: string[]): string => cells.map((cell) => cell.padStart(8)).join('') + `  ${name}`;
console.log(row('', 'first', 'first', 'next', 'next', 'page', 'sent', 'script', 'height'));
console.log(row('', 'paint', 'complete', 'paint', 'complete', 'KB', 'KB', 'KB', 'px'));

const browser = await launchChromium();
/** The one server of all pages, once it is there. */
const shared: RunningServer[] = [];
let over = 0;

async function serverFor(): Promise<RunningServer> {
  if (isCold) return startBuiltServer();
  if (shared[0]) return shared[0];
  const server = await startBuiltServer();
  shared.push(server);
  await new Promise((resolve) => setTimeout(resolve, time));
  return server;
}

try {
  // The browser's own first page is no page of ours.
  await browser.newPage().then((page) => page.close());
  for (const address of all) {
    const server = await serverFor();
    const first = await costOf(browser, server.origin, address);
    const next = await costOf(browser, server.origin, address);
    if (isCold) await server.stop();
    const wrong = [
      ...faults(address, first).map((fault) => `first: ${fault}`),
      ...faults(address, next).map((fault) => `next: ${fault}`),
    ];
    if (wrong.length > 0) over += 1;
    const figures = [first.paint, first.complete, next.paint, next.complete, next.page, next.sent, next.script];
    const name = wrong.length > 0 ? `${address}  OVER: ${wrong.join(', ')}` : address;
    console.log(row(name, ...[...figures, next.height].map((value) => value.toFixed(0))));
  }
} finally {
  await browser.close();
  await shared[0]?.stop();
}
console.log(`${all.length} pages, ${over} over budget.`);
process.exitCode = over === 0 ? 0 : 1;
