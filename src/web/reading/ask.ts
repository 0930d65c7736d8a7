/** Asks the public API, with the dials of the page; a problem becomes the error page with its title and detail. */
import { error, type ServerLoadEvent } from '@sveltejs/kit';
import type { Envelope } from '#model';
import { dialsOf } from './dials.ts';

/** The fields of problem+json (RFC 9457) that a reader is shown. */
interface Problem {
  title?: string;
  detail?: string;
  code?: string;
}

/** An answer with the address at which anyone gets the same. */
export type Answer<Result> = Envelope<Result> & { address?: string };

/** The envelope at a path such as `/agreements/paris-call-2018`; `words` are further parameters, empty ones left out. */
export async function ask<Result>(
  event: Pick<ServerLoadEvent, 'fetch' | 'url'>,
  path: string,
  words: Readonly<Record<string, string | null | undefined>> = {},
): Promise<Answer<Result>> {
  const all = new URLSearchParams(dialsOf(event.url.searchParams));
  for (const [name, value] of Object.entries(words)) {
    if (value !== null && value !== undefined && value !== '') all.set(name, value);
  }
  const query = all.toString();
  const address = `/api/v1${path}${query === '' ? '' : `?${query}`}`;
  const response = await event.fetch(address);
  if (response.ok) return { ...((await response.json()) as Envelope<Result>), address };
  const problem = await problemIn(response);
  error(response.status, {
    message: problem.detail ?? 'The record could not be read.',
    ...(problem.title === undefined ? {} : { title: problem.title }),
    ...(problem.code === undefined ? {} : { code: problem.code }),
  });
}

async function problemIn(response: Response): Promise<Problem> {
  try {
    return (await response.json()) as Problem;
  } catch {
    return {};
  }
}
