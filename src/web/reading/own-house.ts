/** What the clauses say of operations that a party is named for, to stand beside what it says of others. */
import { isStateCode } from '#model';
import type { ServerLoadEvent } from '@sveltejs/kit';
import type { FindingLine, ListPage } from '#server';
import { ask } from './ask.ts';
import { agreementTitles } from './names.ts';

/** Findings that name it, in number by result, and those which say that it contravenes. */
export interface OwnHouse {
  counts: Partial<Record<NonNullable<FindingLine['result']>, number>>;
  total: number;
  contravenes: FindingLine[];
  /** Of the incidents and agreements named in these. */
  titles: Record<string, string>;
  agreements: Record<string, string>;
}

interface Findings extends ListPage<FindingLine> {
  counts: { result: OwnHouse['counts'] };
  titles: Record<string, string>;
}

/** Null for those that are no state: clauses are tested on states that are named as responsible. */
export async function askOwnHouse(event: ServerLoadEvent, party: string): Promise<OwnHouse | null> {
  if (!isStateCode(party)) return null;
  const [all, contravenes, agreements] = await Promise.all([
    ask<Findings>(event, '/findings', { party, limit: '1' }),
    ask<Findings>(event, '/findings', { party, result: 'contravenes', limit: '1000' }),
    agreementTitles(event),
  ]);
  return {
    counts: all.result.counts.result,
    total: all.result.total,
    contravenes: contravenes.result.items,
    titles: contravenes.result.titles,
    agreements,
  };
}
