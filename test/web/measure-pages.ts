/**
 * Measures every page against its budget, in Chromium: npm run pages:measure. Cold is the first request of a server just
 * started, warm the next one; with words of addresses after it, only those pages, such as: npm run pages:measure -- /effect
 */
import { launchChromium } from './chromium.ts';
import { costOf, type Cost } from './measure.ts';
import { pages, scripted } from './routes.ts';
import { startBuiltServer } from './server.ts';

/** Milliseconds, and kilobytes of script as sent. */
const budget = { paint: 800, complete: 1500, readingScript: 30, labScript: 120 };

const wanted = process.argv.slice(2);
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
console.log(row('', 'cold', 'cold', 'warm', 'warm', 'page', 'sent', 'script', 'height'));
console.log(row('', 'paint', 'complete', 'paint', 'complete', 'KB', 'KB', 'KB', 'px'));
const browser = await launchChromium();
let over = 0;
try {
  // The browser's own first page is no page of ours.
  await browser.newPage().then((page) => page.close());
  for (const address of all) {
    const server = await startBuiltServer();
    try {
      const cold = await costOf(browser, server.origin, address);
      const warm = await costOf(browser, server.origin, address);
      const wrong = [
        ...faults(address, cold).map((fault) => `cold: ${fault}`),
        ...faults(address, warm).map((fault) => `warm: ${fault}`),
      ];
      if (wrong.length > 0) over += 1;
      const figures = [cold.paint, cold.complete, warm.paint, warm.complete, warm.page, warm.sent, warm.script];
      const name = wrong.length > 0 ? `${address}  OVER: ${wrong.join(', ')}` : address;
      console.log(row(name, ...[...figures, warm.height].map((value) => value.toFixed(0))));
    } finally {
      await server.stop();
    }
  }
} finally {
  await browser.close();
}
console.log(`${all.length} pages, ${over} over budget.`);
process.exitCode = over === 0 ? 0 : 1;
