/** Every request to the pages: the API is asked inside the process, and each answer carries its safety headers. */
import type { Handle, HandleFetch } from '@sveltejs/kit';

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
