/** Supporters of the Paris Call, from the files of its website turned into a table. */
import { RowFault, type CsvImporter, type ImportedAdherence, type ReadingContext, type RowCells } from './importer.ts';
import { dateOf, unmapped } from './reading.ts';

const kinds: Readonly<Record<string, string>> = {
  state: 'state-or-territory',
  'private-sector': 'company',
  'civil-society': 'civil-society-body',
  'public-authority': 'local-authority',
};

const opened = '2018-11-12';

function read(cells: RowCells, context: ReadingContext): ImportedAdherence[] {
  const category = cells.text('category');
  const partyKind = category === '' ? 'other-body' : kinds[category];
  if (partyKind === undefined) throw new RowFault('category', `"${category.slice(0, 40)}" is no category of the list`);
  const code = cells.text('nationality');
  const seat = code === '' ? undefined : context.places.alpha3(code);
  if (code !== '' && seat === undefined) context.notUnderstood('nationality', code);
  const signed = dateOf(cells.text('date_signed'), 'date_signed');
  const seen = dateOf(cells.text('first_seen_in_repo'), 'first_seen_in_repo');
  if (signed === null && seen === null) {
    throw new RowFault('date_signed', 'neither a date of signing nor a day on which it was first seen');
  }
  if (seen !== null && seen < opened) throw new RowFault('first_seen_in_repo', `${seen} is before the text was opened`);
  return [
    {
      kind: 'adherence',
      agreement: 'paris-call-2018',
      name: cells.need('name'),
      party: category === 'state' ? (seat ?? null) : null,
      partyKind,
      seat: seat ?? null,
      // First seen means on or before; the text was opened on the first day of the range.
      from: signed ?? `${opened}/${seen ?? opened}`,
    },
  ];
}

export const parisCall: CsvImporter = {
  id: 'paris-call',
  title: 'Paris Call supporters, as a table of the website’s files',
  version: 1,
  publisher: 'Paris Call for Trust and Security in Cyberspace',
  licence: 'EUPL-1.2',
  unit: 'adherence',
  basis: 'columns of a table made from the front matter of the files in the website’s repository',
  input: 'csv',
  columns: [
    { name: 'name', to: 'name', required: true },
    { name: 'category', to: 'partyKind', required: true },
    { name: 'nationality', to: 'seat; party for states', required: true },
    { name: 'date_signed', to: 'from', required: true },
    { name: 'first_seen_in_repo', to: 'from, as a range, where no date of signing is told' },
    ...unmapped(['file', 'nature'], 'name of the file, and a finer class in French; the row keeps them'),
  ],
  read,
};
