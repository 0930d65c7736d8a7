/** Roll calls of the United Nations General Assembly, one row a vote of a member. */
import type { PartyId } from '#model';
import { RowFault, type CsvImporter, type ImportedVote, type ReadingContext, type RowCells } from './importer.ts';
import { dateOf, unmapped } from './reading.ts';

const votes = new Set(['yes', 'no', 'abstain']);

function read(cells: RowCells, context: ReadingContext): ImportedVote[] {
  const vote = cells.need('vote').toLowerCase();
  if (!votes.has(vote)) throw new RowFault('vote', `"${vote.slice(0, 40)}" is neither yes, no nor abstain`);
  const date = dateOf(cells.need('date'), 'date');
  const code = cells.text('country_code');
  const place =
    (code === '' ? undefined : context.places.alpha2(code)) ?? seatOf(cells.need('country'), date ?? '', context);
  if (place === undefined) {
    throw new RowFault('country', `"${cells.text('country').slice(0, 60)}" is no state known here`);
  }
  const resolution = cells.text('resolution') || cells.need('unres');
  return [
    {
      kind: 'vote',
      resolution: /^R\//.test(resolution) ? `A/RES/${resolution.slice(2)}` : resolution,
      title: cells.text('title') || cells.text('descr') || resolution,
      votedOn: date ?? '',
      party: place,
      vote: vote as ImportedVote['vote'],
    },
  ];
}

/** The data set keeps the name Yugoslavia for the seat that Serbia has held since 3 June 2006. */
function seatOf(name: string, date: string, { places }: ReadingContext): PartyId | undefined {
  return name === 'Yugoslavia' && date >= '2006-06-03' ? 'SRB' : places.party(name);
}

export const unVotes: CsvImporter = {
  id: 'un-votes',
  title: 'UN General Assembly voting data, one row a vote of a member',
  version: 1,
  publisher: 'United Nations General Assembly Voting Data, through the R package unvotes',
  licence: 'CC0-1.0',
  unit: 'vote',
  basis: 'columns as in the tables of the R package unvotes, roll calls joined',
  input: 'csv',
  columns: [
    { name: 'date', to: 'votedOn', required: true },
    { name: 'country', to: 'party', required: true },
    { name: 'vote', to: 'vote', required: true },
    { name: 'country_code', to: 'party (alpha-2; "NA" is Namibia)' },
    { name: 'resolution', to: 'resolution' },
    { name: 'unres', to: 'resolution, where there is no column resolution' },
    { name: 'title', to: 'title' },
    { name: 'descr', to: 'title, where there is no column title' },
    ...unmapped(['rcid', 'session'], 'numbers of the data set; the row keeps them'),
    ...unmapped(['short', 'amend', 'para', 'importantvote'], 'classes of the data set; the row keeps them'),
  ],
  read,
};
