/** Makes the pages that readers ask for most before anybody asks, in the time in which nobody does. */
import { get, type Server } from 'node:http';

/** Milliseconds without a request after which the server counts as idle. */
const idle = 400;

/**
 * Asks `url` for one address after the other, each only when the server is idle, so that a reader waits for one page at
 * most. What is made so is kept, and what it rests on is computed and compiled. Ends with the server.
 */
export function warmPages(server: Server, url: string, addresses: readonly string[]): void {
  const waiting = [...addresses];
  let asked = performance.now();
  let isOurs = false;
  server.on('request', () => {
    if (!isOurs) asked = performance.now();
  });
  const next = (): void => {
    const rest = idle - (performance.now() - asked);
    if (rest > 0) {
      setTimeout(next, rest).unref();
      return;
    }
    const address = waiting.shift();
    if (address === undefined || !server.listening) return;
    isOurs = true;
    const done = (): void => {
      isOurs = false;
      // What readers asked meanwhile is answered first.
      setTimeout(next, 20).unref();
    };
    get(`${url}${address}`, { agent: false }, (response) => {
      response.resume();
      response.once('close', done);
    }).once('error', () => undefined);
  };
  setTimeout(next, idle).unref();
}
