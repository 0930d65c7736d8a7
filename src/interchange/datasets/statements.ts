/** A data set told as statements, so that every method that reads statements can be asked over it. Nothing is recorded. */
import { ServandaError, parseStatement, type ImportManifest, type PartyId, type RecordStatement } from '#model';
import type {
  ImportedAdherence,
  ImportedAttribution,
  ImportedItem,
  ImportedOperation,
  ImportedVote,
} from '../importers/importer.ts';
import { groupLines, lineOf, type DatasetLine } from './dataset.ts';

/** Operations that are told as statements; larger data sets are counted by columns alone. */
export const mostOperations = 250_000;

/** What of a data set the statements do not hold, or hold without its most telling field. */
export interface LeftOut {
  /** Operations without any date. */
  undated: number;
  /** Operations that are told, but without an effect that has a code here. */
  withoutEffect: number;
  /** Adherences of states that no code names. */
  withoutParty: number;
  /** Actors, opinions and texts, which are no conduct, vote or adherence. */
  ofOtherKinds: number;
}

export interface DatasetStatements {
  statements: RecordStatement[];
  leftOut: LeftOut;
  /** True where operations or attributions are told; then they stand in place of all conduct of the record. */
  tellsConduct: boolean;
}

/** Kinds that a data set may tell besides its own conduct; texts, parties and definitions stay the record's. */
const taken = new Set(['incident', 'attribution', 'response', 'norm-invocation', 'vote', 'adherence']);

const header = { known: 'recalled', citations: [] } as const;

/**
 * Statements of the items of a data set. Its publisher is one voice: each operation has one attribution by it, of all
 * states that it names. Dates that it does not tell are spans, up to `until`. Throws REFUSED beyond `mostOperations`.
 */
export function datasetStatements(
  manifest: ImportManifest,
  items: Iterable<ImportedItem>,
  until: string,
): DatasetStatements {
  const teller = new Teller(manifest, until);
  for (const item of items) teller.take(item);
  return teller.told();
}

class Teller {
  readonly #manifest: ImportManifest;
  readonly #until: string;
  readonly #publisher: PartyId;
  readonly #lines: DatasetLine[] = [];
  readonly #operations = new Map<string, ImportedOperation>();
  readonly #votes = new Map<string, ImportedVote[]>();
  readonly #statements: RecordStatement[] = [];
  readonly #names = new Set<string>();
  readonly #leftOut: LeftOut = { undated: 0, withoutEffect: 0, withoutParty: 0, ofOtherKinds: 0 };
  #tellsConduct = false;

  constructor(manifest: ImportManifest, until: string) {
    this.#manifest = manifest;
    this.#until = until;
    this.#publisher = `publisher-of-${slugOf(manifest.id)}`;
  }

  take(item: ImportedItem): void {
    switch (item.kind) {
      case 'operation':
      case 'attribution':
        this.#takeConduct(item);
        break;
      case 'vote': {
        const roll = this.#votes.get(item.resolution);
        if (roll) roll.push(item);
        else this.#votes.set(item.resolution, [item]);
        break;
      }
      case 'adherence':
        this.#tellAdherence(item);
        break;
      case 'statement':
        if (taken.has(item.body.kind)) {
          this.#statements.push(item.body as RecordStatement);
          if (item.body.kind === 'incident' || item.body.kind === 'attribution') this.#tellsConduct = true;
        } else this.#leftOut.ofOtherKinds += 1;
        break;
      default:
        this.#leftOut.ofOtherKinds += 1;
    }
  }

  told(): DatasetStatements {
    for (const line of groupLines(this.#lines)) this.#tellOperation(line);
    for (const roll of this.#votes.values()) this.#tellVote(roll);
    if (this.#lines.length > 0 || this.#votes.size > 0) {
      this.#tell({
        kind: 'party',
        id: this.#publisher,
        partyKind: 'research-body',
        name: this.#manifest.publisher.slice(0, 400),
        aliases: [],
        unMember: false,
        region: null,
        seat: null,
        tile: null,
      });
    }
    return { statements: this.#statements, leftOut: this.#leftOut, tellsConduct: this.#tellsConduct };
  }

  #takeConduct(item: ImportedOperation | ImportedAttribution): void {
    const line = lineOf(item);
    if (!line) return;
    this.#tellsConduct = true;
    this.#lines.push(line);
    if (this.#lines.length > mostOperations) {
      throw new ServandaError(
        'REFUSED',
        `${this.#manifest.id} has more than ${mostOperations} operations: "coverage --dataset" and "datasets" go over it by columns; other methods are not asked of it.`,
      );
    }
    // Of rows of one operation the first tells title and names.
    if (item.kind === 'operation' && !this.#operations.has(item.id)) this.#operations.set(item.id, item);
  }

  #tellOperation(line: DatasetLine): void {
    if (line.on === null) {
      this.#leftOut.undated += 1;
      return;
    }
    const operation = this.#operations.get(line.id);
    if ((operation?.effects ?? []).length === 0) this.#leftOut.withoutEffect += 1;
    const id = this.#nameFor(line.id);
    this.#tell({
      kind: 'incident',
      id,
      title: (operation?.title ?? line.id).slice(0, 400),
      aliases: texts(operation?.aliases ?? [], 40),
      startedOn: line.on,
      endedOn: line.dated === 'started' ? laterThan(line.on, operation?.endedOn ?? null) : null,
      disclosedOn: operation?.disclosedOn ?? (line.dated === 'disclosed' ? line.on : null),
      effects: operation?.effects ?? [],
      purposes: operation?.purposes ?? [],
      targets: [
        {
          victimStates: line.victims.slice(0, 220),
          sectors: operation?.sectors ?? [],
          kinds: [],
          named: [],
          effects: null,
        },
      ],
      collateralStates: [],
      indiscriminate: 'unknown',
      significantHarm: 'unknown',
      facts: {},
      actorKinds: [],
      actorNames: texts(operation?.actorNames ?? [], 60),
      complete: [],
      figures: [],
      checkedOn: null,
    });
    const states = Object.keys(line.responsible).sort().slice(0, 20);
    if (states.length === 0 && !line.nonStateOnly) return;
    this.#tell({
      kind: 'attribution',
      id: `${id}/as-told`,
      incident: id,
      stance: 'attributes',
      answers: [],
      responsible: states.length > 0 ? states : 'non-state',
      entity: null,
      by: [this.#publisher],
      byKind: 'academic',
      form: 'technical-report',
      madeOn: spanFrom(operation?.disclosedOn ?? line.on, this.#until),
      likelihoodWords: null,
      confidenceWords: null,
      reliesOn: [],
    });
  }

  #tellVote(roll: readonly ImportedVote[]): void {
    const [first] = roll;
    if (!first) return;
    const side = (vote: ImportedVote['vote']): PartyId[] => [
      ...new Set(roll.filter((one) => one.vote === vote).map(({ party }) => party)),
    ];
    const sides = { yes: side('yes').sort(), no: side('no').sort(), abstain: side('abstain').sort() };
    this.#tell({
      kind: 'vote',
      id: this.#nameFor(first.resolution),
      resolution: first.resolution.slice(0, 400),
      title: first.title.slice(0, 400),
      agreement: null,
      stage: 'plenary',
      votedOn: first.votedOn,
      method: 'recorded-vote',
      sponsors: [],
      totals: null,
      roll: { ...sides, didNotVote: null },
      separateVotes: [],
      effect: null,
    });
  }

  #tellAdherence({ agreement, name, party, partyKind, seat, from }: ImportedAdherence): void {
    const isState = partyKind === 'state-or-territory';
    if (party === null && isState) {
      this.#leftOut.withoutParty += 1;
      return;
    }
    const id = party ?? `listed-${this.#nameFor(name)}`;
    if (!isState) {
      this.#tell({
        kind: 'party',
        id,
        partyKind,
        name: name.slice(0, 400),
        aliases: [],
        unMember: false,
        region: null,
        seat,
        tile: null,
      });
    }
    this.#tell({
      kind: 'adherence',
      id: `${agreement}/signed-or-endorsed/${id}`,
      agreement,
      party: id,
      act: 'supported',
      basis: 'signed-or-endorsed',
      from,
      until: null,
    });
  }

  #tell(body: object): void {
    const note = `as ${this.#manifest.id} tells it; not a statement of any log`;
    this.#statements.push(parseStatement({ ...body, ...header, note }) as RecordStatement);
  }

  /** An id for a name of the data set, used once. */
  #nameFor(name: string): string {
    const base = slugOf(name);
    let id = base;
    for (let next = 2; this.#names.has(id); next += 1) id = `${base}-${next}`;
    this.#names.add(id);
    return id;
  }
}

/** Lowercase letters, digits and single hyphens, at most 80; "unnamed" where nothing is left. */
export function slugOf(text: string): string {
  const slug = text
    .normalize('NFKD')
    .replace(/\p{Mn}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, 80)
    .replace(/^-+|-+$/g, '');
  return slug === '' ? 'unnamed' : slug;
}

function texts(values: readonly string[], most: number): string[] {
  return [...new Set(values.map((value) => value.slice(0, 400)).filter((value) => value !== ''))].slice(0, most);
}

/** First possible day to the last day of a span; a span that would end before it begins is its beginning. */
function spanFrom(date: string, until: string): string {
  const [begin = date] = date.split('/');
  return begin.slice(0, until.length) >= until.slice(0, begin.length) ? begin : `${begin}/${until}`;
}

/** The end of an operation, if it does not lie before its beginning, which only a fault of the source can say. */
function laterThan(begin: string, end: string | null): string | null {
  if (end === null) return null;
  const length = Math.min(begin.length, end.length);
  return end.slice(0, length) < begin.slice(0, length) ? null : end;
}
