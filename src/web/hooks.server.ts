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

export const handle: Handle = async ({ event, resolve }) => {
  const response = await resolve(event);
  for (const [name, value] of Object.entries(safetyHeaders)) response.headers.set(name, value);
  return response;
};

/** A wrong address is the reader's affair; only faults of ours go to the operator's log, and readers see no stack. */
export const handleError: HandleServerError = ({ error, event, status, message }) => {
  if (status < 500) return { message: `There is nothing at ${event.url.pathname}.`, title: message };
  console.error(`servanda: ${event.url.pathname}:`, error);
  return { message: 'The page could not be made. Please report it with its address.', title: 'Internal error' };
};
