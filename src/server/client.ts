/** A typed client of the API for TypeScript: answers in their envelopes, lists page by page, problems as errors. */
import type {
  AgreementDossier,
  AgreementLine,
  Brief,
  Envelope,
  HomeDossier,
  IncidentDossier,
  IncidentRow,
  ListPage,
  PartyDossier,
  SearchResult,
  TestedClaim,
} from './contract.ts';
import type { RecordKind, StatementOf } from '#model';
import type { CoverageInFull } from '#analysis';
import type { DatasetLine, DatasetsCoverage } from '#publish';
import type { LossReport } from '#interchange';

/** Resources with the result of each. A resource that is not here answers with `unknown`. */
export interface Resources {
  '/home': HomeDossier;
  '/agreements': ListPage<AgreementLine>;
  '/agreements/{id}': AgreementDossier;
  '/agreements/{id}/brief': Brief;
  '/parties': ListPage<StatementOf<'party'>>;
  '/parties/{id}': PartyDossier;
  '/incidents': ListPage<IncidentRow>;
  '/incidents/{id}': IncidentDossier;
  '/claims': { claims: TestedClaim[] };
  '/claims/{id}': { claims: TestedClaim[] };
  '/coverage/{agreement}': CoverageInFull;
  '/datasets': { items: DatasetLine[] };
  '/datasets-coverage/{agreement}': DatasetsCoverage;
  '/export': { items: { id: string; title: string; mediaType: string }[] };
  '/export/{format}/losses': LossReport;
  '/search': SearchResult;
}

/** A line of a list of records: the statement with its place in the log. */
export type RecordLine<Kind extends RecordKind> = StatementOf<Kind> & {
  statementId: string;
  logOrigin: string;
  logEntry: number;
  recordedAt: string;
};

/** The result of a resource by its path. */
export type ResultOf<Path extends string> = Path extends keyof Resources
  ? Resources[Path]
  : Path extends `/records/${infer Kind extends RecordKind}`
    ? ListPage<RecordLine<Kind>>
    : unknown;

/** Words of an address: the dials (`as-of`, `standard` …) and the resource's own. */
export type Words = Readonly<Record<string, string | number | boolean | undefined>>;

export interface Asked {
  /** For the names in braces. */
  params?: Readonly<Record<string, string>>;
  search?: Words;
  signal?: AbortSignal;
}

/** A problem that the API told (RFC 9457); `code` is one of docs/methodology/errors.md. */
export class ApiProblem extends Error {
  readonly status: number;
  readonly code: string;
  readonly details: unknown;

  constructor(status: number, { detail, code, details }: { detail?: string; code?: string; details?: unknown }) {
    super(detail ?? `The server answered with status ${status}.`);
    this.name = 'ApiProblem';
    this.status = status;
    this.code = code ?? 'INTERNAL';
    this.details = details;
  }
}

export interface Client {
  /** One resource in its envelope. Throws an ApiProblem. */
  get: <Path extends string>(path: Path, asked?: Asked) => Promise<Envelope<ResultOf<Path>>>;
  /** Every item of a list, page by page. */
  items: <Path extends string>(
    path: Path,
    asked?: Asked,
  ) => AsyncGenerator<ResultOf<Path> extends ListPage<infer Item> ? Item : unknown>;
  /** A file, such as an export. */
  bytes: (path: string, asked?: Asked) => Promise<Uint8Array>;
}

/** A client of the instance at this address; `ask` stands in for `fetch`, such as `api.request` of one in the process. */
export function createClient(
  base: string,
  ask: (address: string, init: RequestInit) => Response | Promise<Response> = fetch,
): Client {
  const root = `${base.replace(/\/+$/, '')}/api/v1`;
  const request = async (path: string, { params = {}, search = {}, signal }: Asked = {}): Promise<Response> => {
    const place = path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(params[name] ?? ''));
    const given = new URLSearchParams();
    for (const [name, value] of Object.entries(search)) if (value !== undefined) given.set(name, String(value));
    const words = given.toString();
    const response = await ask(`${root}${place}${words === '' ? '' : `?${words}`}`, signal ? { signal } : {});
    if (response.ok) return response;
    throw new ApiProblem(response.status, (await response.json().catch(() => ({}))) as object);
  };
  const get: Client['get'] = async (path, asked) => (await (await request(path, asked)).json()) as never;
  return {
    get,
    items: async function* (path, asked = {}) {
      let cursor: string | null = null;
      do {
        const search: Words = { ...asked.search, ...(cursor === null ? {} : { cursor }) };
        const { result } = (await get(path, { ...asked, search })) as Envelope<ListPage<never>>;
        yield* result.items;
        cursor = result.next;
      } while (cursor !== null);
    },
    bytes: async (path, asked) => new Uint8Array(await (await request(path, asked)).arrayBuffer()),
  };
}
