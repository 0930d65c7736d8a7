/** Every request to the pages: the API is asked inside the process, and each answer carries its safety headers. */
import type { Handle, HandleFetch, HandleServerError } from '@sveltejs/kit';

/** A load function's `fetch('/api/…')` goes to the API that the server attached to the request, not to the network. */
export const handleFetch: HandleFetch = ({ event, request, fetch }) => {
  const api = event.platform?.req.servanda;
  const asksApi = new URL(request.url).pathname.startsWith('/api/');
  return api && asksApi ? api.fetch(request) : fetch(request);
};

/** A source's site should not learn which page its reader came from. */
const safetyHeaders = {
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Permissions-Policy': 'camera=(), geolocation=(), microphone=()',
};

/** Pages are handed to the server's store of pages, which sends them again without asking here. */
export const handle: Handle = async ({ event, resolve }) => {
  const kept = event.platform?.req.servanda?.pages;
  const state = kept?.state;
  const response = await resolve(event);
  for (const [name, value] of Object.entries(safetyHeaders)) response.headers.set(name, value);
  // A lab's script asks for the data of a page under the page's own address: those are no pages.
  const isPage =
    event.request.method === 'GET' &&
    !event.isDataRequest &&
    response.status === 200 &&
    (response.headers.get('content-type') ?? '').startsWith('text/html');
  if (!isPage) return response;
  response.headers.set('Cache-Control', 'public, max-age=0, must-revalidate');
  const body = await response.text();
  forbidScript(response.headers, body);
  const headers = [...response.headers];
  const address = event.platform?.req.url;
  if (kept && state !== undefined && address !== undefined) kept.put(address, state, { body, headers });
  return new Response(body, { headers });
};

/** A page without a script of its own gets no leave for any. */
function forbidScript(headers: Headers, body: string): void {
  const policy = headers.get('content-security-policy');
  if (policy === null || body.includes('<script')) return;
  headers.set(
    'content-security-policy',
    policy.replace(/script-src[^;]*/, "script-src 'none'").replace(/connect-src[^;]*/, "connect-src 'none'"),
  );
}

/** A wrong address is the reader's affair; only faults of ours go to the operator's log, and readers see no stack. */
export const handleError: HandleServerError = ({ error, event, status, message }) => {
  if (status < 500) return { message: `There is nothing at ${event.url.pathname}.`, title: message };
  console.error(`servanda: ${event.url.pathname}:`, error);
  return { message: 'The page could not be made. Please report it with its address.', title: 'Internal error' };
};
