/** The project's own template for whoever has a list of operations: one row an operation, plain words, flat cells. */
import { effects, purposes, sectors, type Effect, type Purpose, type Sector } from '#model';
import { isFormula, unescapeCell } from '../tables/csv.ts';
import { RowFault, type ColumnRule, type CsvImporter, type ReadingContext, type RowCells } from './importer.ts';
import { addressesIn, dateOf, equalShares, operation, partsOf } from './reading.ts';

/** Columns of the template with what goes into each. */
export const templateColumns: readonly (ColumnRule & { about: string })[] = [
  { name: 'id', to: 'id', required: true, about: 'a name that no other row has' },
  { name: 'title', to: 'title', required: true, about: 'one line' },
  { name: 'started_on', to: 'startedOn', required: true, about: '2024-05-01, 2024-05, 2024, or a range with a slash' },
  { name: 'ended_on', to: 'endedOn', about: 'as above; empty: open or not known' },
  { name: 'disclosed_on', to: 'disclosedOn', about: 'when it became public' },
  { name: 'victims', to: 'victims', about: 'alpha-3 codes with semicolons between' },
  { name: 'responsible', to: 'responsible', about: 'alpha-3 codes with semicolons between; A=0.7 for a share' },
  { name: 'sectors', to: 'sectors', about: 'codes of the codebook with semicolons between' },
  { name: 'effects', to: 'effects', about: 'codes of the codebook with semicolons between' },
  { name: 'purposes', to: 'purposes', about: 'codes of the codebook with semicolons between' },
  { name: 'actor_names', to: 'actorNames', about: 'group or unit names with semicolons between; never persons' },
  { name: 'sources', to: 'sources', about: 'web addresses with spaces between' },
];

/** Text as our own exports write it; what a spreadsheet would run is refused. */
function plain(cells: RowCells, column: string): string {
  const text = cells.text(column);
  if (isFormula(text)) {
    throw new RowFault(column, 'the cell begins as a formula; if it is meant as text, write an apostrophe before it');
  }
  return unescapeCell(text) ?? '';
}

function codes<Code extends string>(cells: RowCells, column: string, known: readonly Code[]): Code[] {
  return partsOf(plain(cells, column)).map((word) => {
    const code = known.find((one) => one === word);
    if (code === undefined) throw new RowFault(column, `"${word.slice(0, 40)}" is no code of the codebook`);
    return code;
  });
}

function states(cells: RowCells, column: string, context: ReadingContext): [string, number | null][] {
  return partsOf(plain(cells, column)).map((part) => {
    const [name = '', share] = part.split('=');
    const party = context.places.alpha3(name.trim());
    if (party === undefined) throw new RowFault(column, `"${name.slice(0, 40)}" is no alpha-3 code`);
    const number = share === undefined ? null : Number(share);
    if (number !== null && !(number >= 0 && number <= 1)) {
      throw new RowFault(column, `"${part.slice(0, 40)}": a share is a number from 0 to 1`);
    }
    return [party, number];
  });
}

function date(cells: RowCells, column: string): string | null {
  const text = plain(cells, column);
  if (!text.includes('/')) return dateOf(text, column);
  const [from = '', to = ''] = text.split('/');
  dateOf(from, column);
  dateOf(to, column);
  return text;
}

function read(cells: RowCells, context: ReadingContext): ReturnType<typeof operation>[] {
  for (const column of ['id', 'title', 'started_on']) cells.need(column);
  const named = states(cells, 'responsible', context);
  const shares = named.every(([, share]) => share === null)
    ? equalShares(named.map(([party]) => party))
    : Object.fromEntries(named.map(([party, share]) => [party, share ?? 0]));
  if (Object.values(shares).reduce((sum, share) => sum + share, 0) > 1 + 1e-9) {
    throw new RowFault('responsible', 'the shares of one operation sum to more than 1');
  }
  return [
    operation({
      id: plain(cells, 'id'),
      title: plain(cells, 'title'),
      startedOn: date(cells, 'started_on'),
      endedOn: date(cells, 'ended_on'),
      disclosedOn: date(cells, 'disclosed_on'),
      victims: states(cells, 'victims', context).map(([party]) => party),
      sectors: codes<Sector>(cells, 'sectors', sectors),
      effects: codes<Effect>(cells, 'effects', effects),
      purposes: codes<Purpose>(cells, 'purposes', purposes),
      actorNames: partsOf(plain(cells, 'actor_names')),
      responsible: shares,
      sources: addressesIn(plain(cells, 'sources')),
    }),
  ];
}

export const template: CsvImporter = {
  id: 'template',
  title: 'The project’s own template: one row an operation ("servanda import --template" prints it)',
  version: 1,
  publisher: null,
  licence: null,
  unit: 'incident',
  basis: 'defined by this project',
  input: 'csv',
  columns: templateColumns,
  read,
};
