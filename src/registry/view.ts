/** A view: the registry as it was known at one time and published by another. Every question is asked of a view. */
import {
  ServandaError,
  isOnOrBefore,
  parseDay,
  type LogState,
  type RecordKind,
  type StatementId,
  type StatementOf,
} from '#model';
import type { RecordVersion, Registry, WithheldStatement } from './fold.ts';
import { publishedOn } from './published.ts';

/** The two clocks that select statements; the third, valid time, is asked of each fact (`asOf`). */
export interface ViewOptions {
  /** Only what a log had recorded on or before this day (or instant). */
  knownAt?: string | undefined;
  /** Only what was surely published on or before this day; statements without a publication date stay. */
  publicAt?: string | undefined;
}

/** What is known. Lists are in order of id, so that equal logs give equal answers on every machine. */
export class View {
  readonly registry: Registry;
  readonly options: ViewOptions;
  readonly #lists = new Map<RecordKind, RecordVersion[]>();
  readonly #byId = new Map<RecordKind, Map<string, RecordVersion>>();
  readonly #groups = new Map<string, Map<string, unknown[]>>();

  constructor(registry: Registry, options: ViewOptions = {}) {
    this.registry = registry;
    this.options = options;
  }

  get snapshot(): LogState[] {
    return this.registry.snapshot;
  }

  /** The record's own data date: the default as-of date, so that answers do not change with today's clock. */
  get dataDate(): string {
    const dates = this.all('record-description').map(({ dataDate }) => dataDate);
    return dates.sort().at(-1) ?? '1970-01-01';
  }

  /** All standing versions of a kind, over all logs; of one id first what the first log says (the record before others). */
  versions<Kind extends RecordKind>(kind: Kind): readonly RecordVersion<Kind>[] {
    let list = this.#lists.get(kind);
    if (!list) {
      list = [];
      for (const versions of this.registry.versions.get(kind)?.values() ?? []) {
        for (const version of versions) if (this.#stands(version)) list.push(version);
      }
      const rank = new Map(this.snapshot.map(({ origin }, at) => [origin, at]));
      const rankOf = ({ origin }: RecordVersion): number => rank.get(origin) ?? 0;
      list.sort((a, b) => compare(a.body.id, b.body.id) || rankOf(a) - rankOf(b) || a.index - b.index);
      this.#lists.set(kind, list);
    }
    return list;
  }

  /**
   * All standing bodies of a kind, one an id: where two logs describe one record, both are shown by `versions`, and
   * counted once, as the first log has it.
   */
  all<Kind extends RecordKind>(kind: Kind): StatementOf<Kind>[] {
    return this.versions(kind)
      .filter(({ body }, at, list) => at === 0 || list[at - 1]?.body.id !== body.id)
      .map(({ body }) => body);
  }

  /** The standing version under this id, redirects followed; undefined where there is none. */
  find<Kind extends RecordKind>(kind: Kind, id: string): RecordVersion<Kind> | undefined {
    let index = this.#byId.get(kind);
    if (!index) {
      index = new Map();
      for (const version of this.versions(kind)) if (!index.has(version.body.id)) index.set(version.body.id, version);
      this.#byId.set(kind, index);
    }
    let name = id;
    for (let hops = 0; hops < 8; hops += 1) {
      const found = index.get(name);
      if (found) return found;
      const next = this.registry.redirects.get(`${kind} ${name}`);
      if (next === undefined) return undefined;
      name = next;
    }
    return undefined;
  }

  /** The body under this id; throws NOT_FOUND with the nearest names. */
  get<Kind extends RecordKind>(kind: Kind, id: string): StatementOf<Kind> {
    const version = this.find(kind, id);
    if (version) return version.body;
    const withheld = this.withheld(kind, id).at(-1)?.redaction;
    if (withheld) {
      throw new ServandaError(
        'WITHHELD',
        `The ${kind} "${id}" is withheld since ${withheld.recordedAt.slice(0, 10)} (${withheld.ground}): ${withheld.reason}`,
        { details: { kind, id, ...withheld } },
      );
    }
    const near = this.#nearest(kind, id);
    throw new ServandaError(
      'NOT_FOUND',
      `No ${kind} "${id.slice(0, 120)}" is recorded${near.length > 0 ? `; did you mean ${near.join(', ')}?` : '.'}`,
      { details: { kind, id: id.slice(0, 120), near } },
    );
  }

  /** Every version under this id, oldest first, superseded and withdrawn ones included. */
  history<Kind extends RecordKind>(kind: Kind, id: string): readonly RecordVersion<Kind>[] {
    return this.registry.versions.get(kind)?.get(id) ?? [];
  }

  /** Statements about a record whose bodies were erased, with the reason. */
  withheld(kind: RecordKind, id: string): readonly WithheldStatement[] {
    return this.registry.withheld.filter(({ redaction }) => redaction?.of.kind === kind && redaction.of.id === id);
  }

  version(statement: StatementId): RecordVersion | undefined {
    return this.registry.byStatement.get(statement);
  }

  /** Bodies of a kind grouped by a text field, such as attributions by incident; built once per view. */
  by<Kind extends RecordKind>(kind: Kind, field: keyof StatementOf<Kind> & string, value: string): StatementOf<Kind>[] {
    const key = `${kind} ${field}`;
    let group = this.#groups.get(key);
    if (!group) {
      group = new Map<string, unknown[]>();
      for (const body of this.all(kind)) {
        const name = String(body[field]);
        const list = group.get(name);
        if (list) list.push(body);
        else group.set(name, [body]);
      }
      this.#groups.set(key, group);
    }
    // A copy: who sorts it in place must not change what others, who share the view, are answered.
    return [...(group.get(value) ?? [])] as StatementOf<Kind>[];
  }

  #stands(version: RecordVersion): boolean {
    const { knownAt, publicAt } = this.options;
    if (knownAt === undefined) {
      if (version.replacedAt !== null) return false;
    } else {
      if (after(version.recordedAt, knownAt)) return false;
      if (version.replacedAt !== null && !after(version.replacedAt, knownAt)) return false;
    }
    if (publicAt === undefined) return true;
    const published = publishedOn(version.body);
    return published === null || isOnOrBefore(published, parseDay(publicAt.slice(0, 10))) === 'true';
  }

  #nearest(kind: RecordKind, id: string): string[] {
    const wanted = id
      .toLowerCase()
      .split(/[^a-z0-9]+/)
      .filter((part) => part.length > 2);
    return this.all(kind)
      .map((body) => ({ id: body.id, hits: wanted.filter((part) => body.id.toLowerCase().includes(part)).length }))
      .filter(({ hits }) => hits > 0)
      .sort((a, b) => b.hits - a.hits || compare(a.id, b.id))
      .slice(0, 3)
      .map((entry) => entry.id);
  }
}

/** A day compares with an instant by its day: what was recorded during the day is known on that day. */
function after(recordedAt: string, knownAt: string): boolean {
  const length = Math.min(recordedAt.length, knownAt.length);
  return recordedAt.slice(0, length) > knownAt.slice(0, length);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
