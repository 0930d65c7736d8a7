/** Vendor reports on advanced persistent threats, collected by SecAI Lab: one row a report, not an incident. */
import type { Effect, PartyId, Purpose } from '#model';
import type { CsvImporter, ReadingContext, RowCells } from './importer.ts';
import { addressesIn, dateOf, equalShares, operation, partsOf, unmapped } from './reading.ts';

const purposes: Readonly<Record<string, readonly Purpose[]>> = {
  espionage: ['political-espionage'],
  'information theft and espionage': ['political-espionage'],
  'financial gain': ['financial-gain'],
  'financial crime': ['financial-gain'],
  sabotage: ['sabotage'],
  'sabotage and destruction': ['sabotage'],
};

/** Alpha-2 codes with commas or semicolons between; the text NaN is a hole of the source. */
function codesOf(text: string, column: string, context: ReadingContext): PartyId[] {
  const found = new Set<PartyId>();
  for (const code of partsOf(text, /[,;]/)) {
    const party = context.places.alpha2(code);
    if (party === undefined) context.notUnderstood(column, code);
    else found.add(party);
  }
  return [...found];
}

function read(cells: RowCells, context: ReadingContext): ReturnType<typeof operation>[] {
  const effects: Effect[] = /information theft|espionage/i.test(cells.text('Motivation')) ? ['data-theft'] : [];
  const found = partsOf(cells.text('Motivation'), /[,;]/).flatMap((word) => {
    const known = purposes[word.toLowerCase()];
    if (known === undefined) context.notUnderstood('Motivation', word);
    return known ?? [];
  });
  return [
    operation({
      id: cells.need('Filename'),
      title: cells.text('Title') || cells.need('Filename'),
      startedOn: dateOf(cells.text('Attack_start_date'), 'Attack_start_date'),
      endedOn: dateOf(cells.text('Attack_end_date'), 'Attack_end_date'),
      disclosedOn: dateOf(cells.need('Date'), 'Date'),
      victims: codesOf(cells.text('Victim_country'), 'Victim_country', context),
      effects,
      purposes: [...new Set(found)],
      actorNames: partsOf(cells.text('Threat_actor'), /[,;]/),
      responsible: equalShares(codesOf(cells.text('Threat_country'), 'Threat_country', context)),
      sources: addressesIn(cells.text('Download_url')),
    }),
  ];
}

export const secai: CsvImporter = {
  id: 'secai',
  title: 'SecAI Lab: vendor reports on advanced persistent threats (counts measure reporting)',
  version: 2,
  publisher: 'SecAI Lab, ACM CCS 2025, doi:10.5281/zenodo.16869733',
  licence: null,
  unit: 'report',
  basis: 'columns as in the published file',
  input: 'csv',
  columns: [
    { name: 'Date', to: 'disclosedOn', required: true },
    { name: 'Filename', to: 'id; title, where there is none', required: true },
    { name: 'Title', to: 'title' },
    { name: 'Download_url', to: 'sources' },
    { name: 'Threat_actor', to: 'actorNames', required: true },
    { name: 'Threat_country', to: 'responsible, in equal parts (alpha-2)', required: true },
    { name: 'Motivation', to: 'purposes, effects', required: true },
    { name: 'Victim_country', to: 'victims (alpha-2)', required: true },
    { name: 'Attack_start_date', to: 'startedOn', required: true },
    { name: 'Attack_end_date', to: 'endedOn', required: true },
    ...unmapped(['Source', 'First_seen', 'Attack_duration'], 'about the report or the actor; the row keeps it'),
    ...unmapped(
      ['CVE', 'Zero-day', 'Attack_vector', 'Malware', 'Target_sector', 'YARA', 'MITRE_ID'],
      'technical coding, or coding by a language model; the row keeps it',
    ),
  ],
  read,
};
