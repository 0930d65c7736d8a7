/** The Dyadic Cyber Incident and Campaign Dataset, version 2.0 (rival dyads), saved as CSV. */
import type { Effect, Purpose, Sector } from '#model';
import { cowCodes } from './cow-codes.ts';
import { RowFault, type CsvImporter, type ReadingContext, type RowCells } from './importer.ts';
import { addressesIn, dateOf, operation, unmapped } from './reading.ts';

/** Main classes of "method"; decimals are finer ones. */
const methods: Readonly<Record<number, readonly Effect[]>> = {
  1: ['defacement'],
  2: ['disruption'],
  3: ['foothold'],
  4: ['foothold'],
};

const objectives: Readonly<Record<string, readonly Purpose[]>> = {
  1: ['coercion'],
  2: ['political-espionage'],
  3: ['political-espionage'],
  4: ['sabotage'],
  5: ['information-operation'],
};

const sectors: Readonly<Record<string, readonly Sector[]>> = {
  1: ['chemicals'],
  2: [],
  3: ['telecom'],
  4: ['manufacturing'],
  5: ['water'],
  6: ['defence'],
  7: [],
  8: ['energy'],
  9: ['finance'],
  10: ['food'],
  11: ['government'],
  12: ['health'],
  13: ['technology'],
  14: ['energy'],
  15: ['transport'],
  16: ['water'],
  17: [],
};

function read(cells: RowCells, context: ReadingContext): ReturnType<typeof operation>[] {
  const number = cells.need('Cyberincidentnum');
  const code = String(Number(cells.need('initiator')));
  const initiator = cowCodes[code];
  if (initiator === undefined) {
    throw new RowFault('initiator', `"${code}" is no country code of the Correlates of War project known here`);
  }
  const dyad = (['StateA', 'StateB'] as const).map((column) => {
    const state = context.places.party(cells.need(column));
    if (state === undefined) throw new RowFault(column, `"${cells.text(column).slice(0, 60)}" is no state known here`);
    return state;
  });
  if (!dyad.includes(initiator)) {
    throw new RowFault(
      'initiator',
      `${initiator} is not of the dyad ${dyad.join(' and ')}, so the target is not known`,
    );
  }
  const method = Math.floor(Number(cells.text('method')));
  const objective = cells.text('cyber_objective');
  const sector = cells.text('Crit Inf');
  if (cells.text('method') !== '' && methods[method] === undefined)
    context.notUnderstood('method', cells.text('method'));
  return [
    operation({
      // Numbers are given per release; the name keeps rows of one number apart.
      id: [number, cells.need('Name')].join(' '),
      title: cells.need('Name'),
      startedOn: dateOf(cells.text('interactionstartdate'), 'interactionstartdate'),
      endedOn: dateOf(cells.text('interactionenddate'), 'interactionenddate'),
      victims: dyad.filter((state) => state !== initiator),
      effects: [...(methods[method] ?? []), ...(cells.text('Ransomware') === '1' ? (['extortion'] as const) : [])],
      purposes: [...(objectives[objective] ?? [])],
      sectors: [...(sectors[sector] ?? []), ...(cells.text('Supply Ch') === '1' ? (['it-supply-chain'] as const) : [])],
      responsible: { [initiator]: 1 },
      sources: addressesIn([1, 2, 3, 4, 5].map((at) => cells.text(`Sources${at}`)).join(' ')),
    }),
  ];
}

export const dcid: CsvImporter = {
  id: 'dcid',
  title: 'DCID 2.0, its table saved as CSV',
  version: 1,
  publisher: 'Dyadic Cyber Incident and Campaign Dataset (DCID)',
  licence: null,
  unit: 'incident',
  basis:
    'column names and codes as in published scripts that read the file of February 2023; the file itself was not seen',
  input: 'csv',
  columns: [
    { name: 'Cyberincidentnum', to: 'id, with Name', required: true },
    { name: 'Name', to: 'title', required: true },
    { name: 'StateA', to: 'victims: the state of the dyad that is not the initiator', required: true },
    { name: 'StateB', to: 'victims: the state of the dyad that is not the initiator', required: true },
    { name: 'initiator', to: 'responsible (Correlates of War code)', required: true },
    { name: 'interactionstartdate', to: 'startedOn', required: true },
    { name: 'interactionenddate', to: 'endedOn', required: true },
    { name: 'method', to: 'effects', required: true },
    { name: 'cyber_objective', to: 'purposes' },
    { name: 'Crit Inf', to: 'sectors' },
    { name: 'Supply Ch', to: 'sectors' },
    { name: 'Ransomware', to: 'effects' },
    ...[1, 2, 3, 4, 5].map((at) => ({ name: `Sources${at}`, to: 'sources' })),
    ...unmapped(['Dyadpair', 'ccode1', 'ccode2'], 'the dyad is taken from StateA and StateB'),
    ...unmapped(['targettype', 'damage type'], 'a class of the publisher, which the record does not hold'),
    ...unmapped(
      ['information_operation', 'objective_achievement', 'Concession', '3rdpartyinitiator', 'severity'],
      'a score or class of the publisher, which the record does not hold',
    ),
    ...unmapped(['Political Objective', 'Justice', 'Cert', 'FBI'], 'notes of the publisher; the row keeps them'),
  ],
  read,
};
