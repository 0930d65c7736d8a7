/** MISP galaxy clusters of threat actors: names, and the states that are suspected behind them. */
import type { PartyId } from '#model';
import { RowFault, type ImportedActor, type JsonImporter, type JsonRow, type ReadingContext } from './importer.ts';
import { membersOf, textIn, textsIn } from './json-members.ts';
import { refuseFile } from './refusal.ts';
import { statesAmong, unmapped } from './reading.ts';

function read(value: Record<string, unknown>, context: ReadingContext): ImportedActor[] {
  const name = textIn(value, 'value');
  if (name === '') throw new RowFault('value', 'the cluster has no name');
  const meta = membersOf(value['meta']);
  const sponsors = textsIn(meta, 'cfr-suspected-state-sponsor');
  const country = textIn(meta, 'country');
  const states = new Set<PartyId>(statesAmong(sponsors, 'cfr-suspected-state-sponsor', context));
  if (states.size === 0 && country !== '') {
    const party = context.places.alpha2(country.toUpperCase());
    if (party === undefined) context.notUnderstood('country', country);
    else states.add(party);
  }
  const confidence = Number(textIn(meta, 'attribution-confidence') || NaN);
  return [
    {
      kind: 'actor',
      id: textIn(value, 'uuid') || name,
      name,
      synonyms: textsIn(meta, 'synonyms'),
      states: [...states].sort(),
      confidence: confidence >= 0 && confidence <= 100 ? confidence : null,
      victims: statesAmong(textsIn(meta, 'cfr-suspected-victims'), 'cfr-suspected-victims', context),
      sources: textsIn(meta, 'refs').filter((address) => /^https?:\/\//.test(address)),
    },
  ];
}

export const mispGalaxyImporter: JsonImporter = {
  id: 'misp-galaxy',
  title: 'MISP galaxy: cluster file of threat actors',
  version: 1,
  publisher: 'MISP Project',
  licence: 'CC0-1.0 OR BSD-2-Clause',
  unit: 'actor',
  basis: 'members as in the published cluster file and draft-dulaunoy-misp-galaxy-format',
  input: 'json',
  columns: [
    { name: 'value', to: 'name', required: true },
    { name: 'uuid', to: 'id' },
    { name: 'meta.synonyms', to: 'synonyms' },
    { name: 'meta.cfr-suspected-state-sponsor', to: 'states' },
    { name: 'meta.country', to: 'states, where no sponsor is named' },
    { name: 'meta.attribution-confidence', to: 'confidence' },
    { name: 'meta.cfr-suspected-victims', to: 'victims' },
    { name: 'meta.refs', to: 'sources' },
    ...unmapped(['description'], 'text of the publisher: kept with the row'),
    ...unmapped(['related'], 'links to clusters of other files'),
    ...unmapped(
      ['meta.cfr-target-category', 'meta.cfr-type-of-incident', 'meta.targeted-sector', 'meta.motive', 'meta.since'],
      'of the actor, not of an operation; the row keeps it',
    ),
  ],
  *rows(document, context): Iterable<JsonRow> {
    const values = membersOf(document)['values'];
    if (!Array.isArray(values)) {
      throw refuseFile('form', 'This is no MISP galaxy cluster: it has no list "values".');
    }
    for (const [at, value] of (values as unknown[]).entries()) {
      yield { row: at + 1, source: value, read: () => read(membersOf(value), context) };
    }
  },
};
