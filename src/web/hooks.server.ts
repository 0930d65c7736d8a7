/** Every request to the pages: the API is asked inside the process, and each answer carries its safety headers. */
import type { Handle, HandleFetch, HandleServerError, RequestEvent } from '@sveltejs/kit';
import { PageCache, answerWith } from './page-cache.ts';

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

/** Some thousand pages. */
const pages = new PageCache(32_000_000);

export const handle: Handle = async ({ event, resolve }) => {
  const { request, url } = event;
  // A lab's script asks for the data of a page under the page's own address: those are no pages.
  const isPage = request.method === 'GET' && !event.isDataRequest;
  const state = isPage ? await stateOfRecord(event) : null;
  const address = url.pathname + url.search;
  if (state !== null) {
    const kept = pages.get(address, state);
    if (kept) return answerWith(kept, request.headers.get('if-none-match'));
  }
  const response = await resolve(event);
  for (const [name, value] of Object.entries(safetyHeaders)) response.headers.set(name, value);
  if (
    state === null ||
    response.status !== 200 ||
    !(response.headers.get('content-type') ?? '').startsWith('text/html')
  ) {
    return response;
  }
  response.headers.set('Cache-Control', 'public, max-age=0, must-revalidate');
  const body = await response.text();
  forbidScript(response.headers, body);
  const page = { body, headers: [...response.headers], etag: response.headers.get('etag') };
  pages.put(address, state, page);
  return answerWith(page, null);
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

/** Changes whenever an answer of the API could change: with the logs, with the version of the code. */
async function stateOfRecord(event: RequestEvent): Promise<string | null> {
  const answer = await event.platform?.req.servanda?.fetch(new Request(new URL('/api/v1/standards', event.url)));
  return answer?.headers.get('etag') ?? null;
}

/** A wrong address is the reader's affair; only faults of ours go to the operator's log, and readers see no stack. */
export const handleError: HandleServerError = ({ error, event, status, message }) => {
  if (status < 500) return { message: `There is nothing at ${event.url.pathname}.`, title: message };
  console.error(`servanda: ${event.url.pathname}:`, error);
  return { message: 'The page could not be made. Please report it with its address.', title: 'Internal error' };
};
