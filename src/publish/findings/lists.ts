/** Findings in lines: filters, a complete table as JSON or CSV, and what every answer on findings takes for granted. */
import { findStandard } from '#attribution';
import {
  commitmentStandard,
  findDefinitions,
  findingTable,
  lawsOf,
  testedProvisions,
  type FindingRow,
} from '#findings';
import type { NormCoding } from '#model';
import type { View } from '#registry';
import { stringify } from 'csv-stringify/sync';
import type { Query } from '../query.ts';

/** Filters of the list; what is missing lets everything pass. */
export interface FindingFilters {
  agreement?: string | undefined;
  provision?: string | undefined;
  incident?: string | undefined;
  /** A state; `none` for the operations themselves. */
  party?: string | undefined;
  text?: string | undefined;
  result?: string | undefined;
}

/** A line with a name of its own, for cursors. */
export interface FindingLine extends Omit<FindingRow, 'sets'> {
  id: string;
  sets: Record<string, string>;
}

/** The findings of a view that pass, operations first within each incident and provision. Names are checked. */
export function findingLines(view: View, query: Query, filters: FindingFilters = {}): FindingLine[] {
  if (filters.agreement !== undefined) view.get('agreement', filters.agreement);
  if (filters.provision !== undefined) view.get('provision', filters.provision);
  if (filters.incident !== undefined) view.get('incident', filters.incident);
  const { setIds, rows } = findingTable(view, query);
  return rows
    .filter(
      (row) =>
        (filters.agreement === undefined || row.agreement === filters.agreement) &&
        (filters.provision === undefined || row.provision === filters.provision) &&
        (filters.incident === undefined || row.incident === filters.incident) &&
        (filters.party === undefined ||
          (filters.party === 'none' ? row.state === null : row.state === filters.party)) &&
        (filters.text === undefined || row.text === filters.text) &&
        (filters.result === undefined || row.result === filters.result),
    )
    .map((row) => ({
      id: `${row.incident}/${row.provision}${row.state === null ? '' : `/${row.state}`}`,
      ...row,
      sets: Object.fromEntries(setIds.map((set, at) => [set, row.sets[at] ?? 'indeterminate'])),
    }));
}

/** The lines as CSV, complete, one column a set. */
export function findingsCsv(view: View, lines: readonly FindingLine[]): string {
  const sets = lawsOf(view).sets.map(({ id }) => id);
  const head = [
    'incident',
    'provision',
    'agreement',
    'state',
    'text',
    'true',
    'false',
    'unknown',
    ...sets,
    'commitment',
    'straddles',
    'standard_met',
    'contested',
    'link',
    'result',
    'missing',
    'open',
    'causes',
  ];
  return stringify([
    head,
    ...lines.map((line) => [
      line.incident,
      line.provision,
      line.agreement,
      line.state ?? '',
      line.text,
      line.counts.true,
      line.counts.false,
      line.counts.unknown,
      ...sets.map((set) => line.sets[set] ?? ''),
      line.commitment ?? '',
      line.state === null ? '' : String(line.straddles),
      line.met === null ? '' : String(line.met),
      line.state === null ? '' : String(line.contested),
      line.link ?? '',
      line.result ?? '',
      line.missing.join(' '),
      line.open.join(' '),
      line.causes.map(({ kind, name }) => (name === '' ? kind : `${kind}: ${name}`)).join('; '),
    ]),
  ]);
}

/** Counts by text and result, for the head of a list. */
export function findingCounts(lines: readonly FindingLine[]): {
  text: Record<string, number>;
  result: Record<string, number>;
} {
  const counts = { text: {} as Record<string, number>, result: {} as Record<string, number> };
  for (const { text, result } of lines) {
    counts.text[text] = (counts.text[text] ?? 0) + 1;
    if (result !== null) counts.result[result] = (counts.result[result] ?? 0) + 1;
  }
  return counts;
}

/** What findings take for granted; each line is a choice that a user can change or should know. */
export function findingAssumptions(view: View, query: Query): string[] {
  return [
    `definitions ${query.definitions}: ${findDefinitions(view, query.definitions).rule}`,
    `commitment standard ${query.commitment}: ${commitmentStandard(query.commitment).rule}`,
    `attribution standard ${query.standard}: ${findStandard(query.standard).rule}`,
    'norms and definitions are project coding, unreviewed',
    'not-contrary means only that nothing recorded is reached by the clause; it is no acquittal',
    'the text of the operation assumes an actor foreign to and at peace with the victim; for each state named its real relations count',
    'absent codes are false or unknown by the rule of their field (docs/spec/norm-language.md)',
    'incidents that surely began by the as-of date; the record is no sample, and operations that nobody reported are absent',
  ];
}

/** Provisions that are not tested, each with its class and reason. */
export function untestedProvisions(
  view: View,
): { id: string; class: NormCoding['class'] | null; why: string | null }[] {
  const tested = new Set(testedProvisions(view).map(({ id }) => id));
  return view
    .all('provision')
    .filter(({ id }) => !tested.has(id))
    .map(({ id, norm }) => ({ id, class: norm?.class ?? null, why: norm?.why ?? null }));
}
