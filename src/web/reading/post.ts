/** Asks the API a question with a body, as the labs do. What is wrong with the input is said on the page, not instead of it. */
import { error, type RequestEvent, type ServerLoadEvent } from '@sveltejs/kit';
import type { Envelope } from '#model';
import { dialsOf } from './dials.ts';

export type Asked<Result> = { answer: Envelope<Result>; fault: null } | { answer: null; fault: string };

/** Faults of the input (400, 404, 413, 422, 429) come back as a sentence; others become the error page. */
export async function post<Result>(
  event: Pick<ServerLoadEvent | RequestEvent, 'fetch' | 'url'>,
  path: string,
  body: unknown,
): Promise<Asked<Result>> {
  const query = new URLSearchParams(dialsOf(event.url.searchParams)).toString();
  const response = await event.fetch(`/api/v1${path}${query === '' ? '' : `?${query}`}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  if (response.ok) return { answer: (await response.json()) as Envelope<Result>, fault: null };
  const problem = (await response.json().catch(() => ({}))) as { detail?: string };
  if (response.status >= 500)
    error(response.status, { message: problem.detail ?? 'The answer could not be computed.' });
  return { answer: null, fault: problem.detail ?? `The API answered ${response.status}.` };
}
