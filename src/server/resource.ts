/** Asks one resource of the API without HTTP: the same table of routes, any view. For proofs and for reproducing. */
import { ServandaError, type Envelope } from '#model';
import { emptyShelf, overDatasets, type DatasetShelf, type Query, type QueryInput } from '#publish';
import type { View } from '#registry';
import { dialsOf, ownWords, wordsOf, type Dials, type RawAnswer, type Route } from './route.ts';
import { routes } from './routes/index.ts';

/** Opens a view for dials; `openView` over a registry, or one that records what is read. */
export type ViewOpener = (dials: QueryInput) => { view: View; query: Query };

/** The answer to an address below /api/v1, such as "/coverage/paris-call-2018?as-of=2018-11-12". */
export function askResource(
  address: string,
  open: ViewOpener,
  datasets: DatasetShelf = emptyShelf,
): Envelope<unknown> | RawAnswer {
  const { pathname, searchParams } = parseAddress(address);
  const { route, params } = findRoute(pathname);
  const words = parsed(wordsOf(route), Object.fromEntries(searchParams)) as Dials & Record<string, unknown>;
  const checked = route.params ? (parsed(route.params, params) as Record<string, unknown>) : {};
  return answerRoute(route, words, checked, open, datasets);
}

/** The answer of a resource to checked words: of the record, or of the data sets that they name. */
export function answerRoute(
  route: Route,
  words: Dials & Readonly<Record<string, unknown>>,
  params: Record<string, unknown>,
  open: ViewOpener,
  datasets: DatasetShelf,
): Envelope<unknown> | RawAnswer {
  const dials = dialsOf(words);
  const { view, query } = open(dials);
  const { dataset, ...search } = ownWords(words);
  if (!route.datasets || typeof dataset !== 'string') {
    return route.answer({ view, query, params, search: ownWords(words), datasets });
  }
  const { format } = search;
  if (dataset.includes(',') && typeof format === 'string' && format !== 'json' && format !== 'page') {
    throw new ServandaError('INPUT_INVALID', `dataset: ask for one data set as ${format}, or for several as JSON.`, {
      place: { field: 'dataset' },
    });
  }
  return overDatasets(view.registry, dials, dataset, datasets, (over, asked) =>
    route.answer({ view: over, query: asked, params, search, datasets }),
  );
}

function parsed(schema: NonNullable<Route['search']>, value: unknown): unknown {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  throw new ServandaError(
    'INPUT_INVALID',
    `The address: ${issue?.path.map(String).join('.') ?? ''} ${issue?.message ?? 'does not fit'}.`,
  );
}

/** Takes "/api/v1" off, if it is there; throws INPUT_INVALID for what is no address. */
function parseAddress(address: string): { pathname: string; searchParams: URLSearchParams } {
  try {
    const { pathname, searchParams } = new URL(address.replace(/^\/?(?!\/)/, '/'), 'http://resource');
    return { pathname: pathname.replace(/^\/api\/v1(?=\/)/, ''), searchParams };
  } catch (error) {
    throw new ServandaError('INPUT_INVALID', `"${address.slice(0, 120)}" is no address of a resource.`, {
      cause: error,
    });
  }
}

/** The route of a path; one without parameters comes first. */
function findRoute(pathname: string): { route: Route; params: Record<string, string> } {
  const wanted = pathname.split('/');
  const fits = routes.flatMap((route) => {
    const parts = route.path.split('/');
    if (parts.length !== wanted.length) return [];
    const params: Record<string, string> = {};
    for (const [at, part] of parts.entries()) {
      const name = /^\{(.+)\}$/.exec(part)?.[1];
      const given = wanted[at] ?? '';
      if (name !== undefined) params[name] = decodeURIComponent(given);
      else if (part !== given) return [];
    }
    return [{ route, params }];
  });
  fits.sort((a, b) => Object.keys(a.params).length - Object.keys(b.params).length);
  const [first] = fits;
  if (first) return first;
  throw new ServandaError(
    'NOT_FOUND',
    `There is no resource ${pathname.slice(0, 120)}; /api/v1/openapi.json lists them.`,
  );
}
