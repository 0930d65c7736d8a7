/** A data set as operations with credences by responsible state: what coverage and counts are computed over. */
import type { ImportManifest, PartyId, Statement } from '#model';
import type { ImportedItem } from '../importers/importer.ts';

/** What is kept of one row for computing. */
export interface DatasetLine {
  id: string;
  /** When it began; where the data set does not say, when it became public; null: neither. */
  on: string | null;
  /** Which of the two `on` is. */
  dated: 'started' | 'disclosed' | null;
  responsible: Record<PartyId, number>;
  victims: PartyId[];
  /** The data set names actors, and none of them is a state or near one. */
  nonStateOnly: boolean;
}

export interface DatasetOperation extends DatasetLine {
  /** Rows behind it. */
  rows: number;
}

export interface Dataset {
  manifest: ImportManifest;
  operations: readonly DatasetOperation[];
  /** Everything that was read from the rows, in their order; read anew each time. */
  items: () => Iterable<ImportedItem>;
}

/** What computing needs of an item; null for items that are no operation and no attribution. */
export function lineOf(item: ImportedItem): DatasetLine | null {
  switch (item.kind) {
    case 'operation': {
      const { id, startedOn, disclosedOn, responsible, victims, nonStateOnly } = item;
      const dated = startedOn !== null ? 'started' : disclosedOn !== null ? 'disclosed' : null;
      return { id, on: startedOn ?? disclosedOn, dated, responsible, victims, nonStateOnly };
    }
    case 'attribution': {
      const counts = item.level === 'state' || item.level === 'state-affiliated';
      const responsible = Object.fromEntries((counts ? item.states : []).map((state) => [state, 1]));
      const nonStateOnly = item.level === 'non-state';
      const dated = item.on === null ? null : 'disclosed';
      return { id: item.of, on: item.on, dated, responsible, victims: [], nonStateOnly };
    }
    case 'statement':
      return lineOfStatement(item.body);
    default:
      return null;
  }
}

/** Incidents and attributions of Servanda's own exports; whoever is named by any report. */
function lineOfStatement(body: Statement): DatasetLine | null {
  if (body.kind === 'incident') {
    const victims = [...new Set(body.targets.flatMap(({ victimStates }) => victimStates))];
    return { id: body.id, on: body.startedOn, dated: 'started', responsible: {}, victims, nonStateOnly: false };
  }
  if (body.kind !== 'attribution' || body.stance !== 'attributes') return null;
  const states = typeof body.responsible === 'string' ? [] : body.responsible;
  const responsible = Object.fromEntries(states.map((state) => [state, 1]));
  const nonStateOnly = body.responsible === 'non-state';
  return { id: body.incident, on: null, dated: null, responsible, victims: [], nonStateOnly };
}

/**
 * Rows of one id are one operation: victims and dates together; where rows name different states, each has an equal
 * share of what is named. A share that one row states stays as it is.
 */
export function groupLines(lines: Iterable<DatasetLine>): DatasetOperation[] {
  const groups = new Map<string, DatasetLine[]>();
  for (const line of lines) {
    const group = groups.get(line.id);
    if (group) group.push(line);
    else groups.set(line.id, [line]);
  }
  return [...groups].map(([id, rows]) => {
    const [first] = rows;
    if (rows.length === 1 && first && sumOf(first.responsible) <= 1 + 1e-9) return { ...first, rows: 1 };
    const started = rows.filter(({ dated }) => dated === 'started');
    const dates = (started.length > 0 ? started : rows).flatMap(({ on }) => on ?? []).sort();
    const states = [...new Set(rows.flatMap(({ responsible }) => Object.keys(responsible)))].sort();
    return {
      id,
      on: dates[0] ?? null,
      dated: dates.length === 0 ? null : started.length > 0 ? 'started' : 'disclosed',
      responsible: Object.fromEntries(states.map((state) => [state, 1 / states.length])),
      victims: [...new Set(rows.flatMap(({ victims }) => victims))],
      nonStateOnly: states.length === 0 && rows.some(({ nonStateOnly }) => nonStateOnly),
      rows: rows.length,
    };
  });
}

function sumOf(shares: Readonly<Record<string, number>>): number {
  return Object.values(shares).reduce((sum, share) => sum + share, 0);
}
