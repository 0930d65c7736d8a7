/** The Cyber Operations Tracker of the Council on Foreign Relations, as its CSV export writes it. */
import type { Effect, Purpose, Sector } from '#model';
import { RowFault, type CsvImporter, type ReadingContext, type RowCells } from './importer.ts';
import { addressesIn, dateOf, equalShares, operation, partsOf, statesAmong, through, unmapped } from './reading.ts';

const types: Readonly<Record<string, { effects: readonly Effect[]; purposes: readonly Purpose[] }>> = {
  espionage: { effects: [], purposes: ['political-espionage'] },
  sabotage: { effects: [], purposes: ['sabotage'] },
  'denial of service': { effects: ['disruption'], purposes: [] },
  'data destruction': { effects: ['destruction'], purposes: [] },
  'financial theft': { effects: ['financial-theft'], purposes: ['financial-gain'] },
  defacement: { effects: ['defacement'], purposes: [] },
  doxing: { effects: ['data-leak'], purposes: [] },
};

const sectors: Readonly<Record<string, readonly Sector[]>> = {
  government: ['government'],
  military: ['defence'],
  'civil society': ['civil-society'],
  'private sector': [],
};

/** Names of whole lists of victims; prose about victims is kept with the row and gives no state. */
function victimsOf(text: string, context: ReadingContext): string[] {
  const parts = partsOf(text, /,\s*(?:and\s+)?|\s+and\s+|;/);
  const states = parts.map((part) => context.places.party(part));
  return states.every((state) => state !== undefined) ? [...new Set(states)] : [];
}

function read(cells: RowCells, context: ReadingContext): ReturnType<typeof operation>[] {
  const type = cells.text('Type');
  const known = types[type.toLowerCase()];
  // In the published file some rows have lost a cell, and all that follow stand one column to the left.
  if (type !== '' && known === undefined) {
    throw new RowFault('Type', `"${type.slice(0, 60)}" is no type of the tracker; the cells of this row have moved`);
  }
  const title = cells.need('Title');
  const date = dateOf(cells.text('Date'), 'Date');
  const victims = cells.text('Victims');
  const victimStates = victims === '' ? [] : victimsOf(victims, context);
  if (victims !== '' && victimStates.length === 0) context.notUnderstood('Victims', victims);
  return [
    operation({
      id: [date ?? 'undated', title].join(' '),
      title,
      // The tracker dates what became known; when it began is not in the file and stays unknown.
      disclosedOn: date,
      victims: victimStates,
      effects: [...(known?.effects ?? [])],
      purposes: [...(known?.purposes ?? [])],
      sectors: through(partsOf(cells.text('Category'), ','), sectors, 'Category', context),
      actorNames: partsOf(cells.text('Affiliations'), /[,;]/).filter(
        (name) => !/^(?:believed|possibly|also)\b/i.test(name),
      ),
      responsible: equalShares(statesAmong(sponsors(cells.text('Sponsor')), 'Sponsor', context)),
      sources: addressesIn(['Sources_1', 'Sources_2', 'Sources_3'].map((column) => cells.text(column)).join(' ')),
    }),
  ];
}

/** "Palestine, State of" holds a comma and is one name. */
function sponsors(text: string): string[] {
  return partsOf(text.replace(/Palestine, State of/gi, 'State of Palestine'), ',');
}

export const cfr: CsvImporter = {
  id: 'cfr',
  title: 'CFR Cyber Operations Tracker, CSV export (12 columns)',
  version: 1,
  publisher: 'Council on Foreign Relations',
  licence: null,
  unit: 'incident',
  basis: 'columns as in copies of the published export',
  input: 'csv',
  columns: [
    { name: 'Title', to: 'title, and with Date the id', required: true },
    { name: 'Date', to: 'disclosedOn', required: true },
    { name: 'Affiliations', to: 'actorNames', required: true },
    { name: 'Victims', to: 'victims, where the cell lists states and nothing else', required: true },
    { name: 'Sponsor', to: 'responsible, in equal parts', required: true },
    { name: 'Type', to: 'effects, purposes', required: true },
    { name: 'Category', to: 'sectors', required: true },
    { name: 'Sources_1', to: 'sources' },
    { name: 'Sources_2', to: 'sources' },
    { name: 'Sources_3', to: 'sources' },
    ...unmapped(['Description'], 'text of the publisher: kept with the row, not copied'),
    ...unmapped(['Response'], 'a response is a statement of its own; the row keeps it'),
  ],
  read,
};
