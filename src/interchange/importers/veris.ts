/** VERIS incidents (Vocabulary for Event Recording and Incident Sharing), as the VERIS Community Database writes them. */
import type { Effect, PartyId, Purpose } from '#model';
import { RowFault, type ImportedOperation, type JsonImporter, type JsonRow, type ReadingContext } from './importer.ts';
import { membersOf, textIn, textsIn } from './json-members.ts';
import { refuseFile } from './refusal.ts';
import { addressesIn, equalShares, operation, partsOf, unmapped } from './reading.ts';

const motives: Readonly<Record<string, readonly Purpose[]>> = {
  financial: ['financial-gain'],
  espionage: ['political-espionage'],
  ideology: [],
  grudge: [],
  fun: [],
  fear: [],
  convenience: [],
  secondary: [],
  unknown: [],
  other: [],
  na: [],
};

/** Actors that VERIS calls a state or near one. */
const stateVarieties = new Set(['Nation-state', 'State-affiliated']);

function codes(values: readonly string[], column: string, context: ReadingContext): PartyId[] {
  const found = new Set<PartyId>();
  for (const value of values) {
    if (/^(?:unknown|other|na)$/i.test(value) && value !== 'NA') continue;
    const party = context.places.alpha2(value);
    if (party === undefined) context.notUnderstood(column, value);
    else found.add(party);
  }
  return [...found];
}

/** Year, month and day, as far as they are told. */
function dateIn(timeline: Record<string, unknown>): string | null {
  const [year, month, day] = ['year', 'month', 'day'].map((name) => textIn(timeline, name));
  if (year === undefined || year === '') return null;
  if (!/^\d{4}$/.test(year)) throw new RowFault('timeline.incident.year', `"${year.slice(0, 20)}" is no year`);
  const parts = [year, ...(month ? [month.padStart(2, '0'), ...(day ? [day.padStart(2, '0')] : [])] : [])];
  return parts.join('-');
}

function effectsOf(incident: Record<string, unknown>): Effect[] {
  const attribute = membersOf(incident['attribute']);
  const action = membersOf(incident['action']);
  const found = new Set<Effect>();
  if (/^(?:yes|potentially)$/i.test(textIn(membersOf(attribute['confidentiality']), 'data_disclosure'))) {
    found.add('data-theft');
  }
  if (textsIn(membersOf(attribute['availability']), 'variety').length > 0) found.add('disruption');
  if (textsIn(membersOf(attribute['availability']), 'variety').includes('Destruction')) found.add('destruction');
  if (textsIn(membersOf(attribute['integrity']), 'variety').includes('Defacement')) found.add('defacement');
  if (textsIn(membersOf(action['malware']), 'variety').includes('Ransomware')) found.add('extortion');
  return [...found];
}

function read(incident: Record<string, unknown>, context: ReadingContext): ImportedOperation[] {
  const id = textIn(incident, 'incident_id');
  if (id === '') throw new RowFault('incident_id', 'the incident has no id');
  const victim = membersOf(incident['victim']);
  const external = membersOf(membersOf(incident['actor'])['external']);
  const isState = textsIn(external, 'variety').some((variety) => stateVarieties.has(variety));
  const varieties = textsIn(external, 'variety').filter((variety) => !/^(?:unknown|other)$/i.test(variety));
  const victimName = textIn(victim, 'victim_id');
  const startedOn = dateIn(membersOf(membersOf(incident['timeline'])['incident']));
  return [
    operation({
      id,
      title: victimName === '' ? `VERIS incident ${id}` : `Incident at ${victimName}`.slice(0, 400),
      startedOn,
      victims: codes(textsIn(victim, 'country'), 'victim.country', context),
      effects: effectsOf(incident),
      purposes: [
        ...new Set(
          textsIn(external, 'motive').flatMap((motive) => {
            const known = motives[motive.toLowerCase()];
            if (known === undefined) context.notUnderstood('actor.external.motive', motive);
            return known ?? [];
          }),
        ),
      ],
      actorNames: textsIn(external, 'name'),
      responsible: isState ? equalShares(codes(textsIn(external, 'country'), 'actor.external.country', context)) : {},
      nonStateOnly: varieties.length > 0 && !isState,
      sources: partsOf(textIn(incident, 'reference')).flatMap(addressesIn),
    }),
  ];
}

export const veris: JsonImporter = {
  id: 'veris',
  title: 'VERIS incidents: one, a list, or one a line',
  version: 1,
  publisher: null,
  licence: null,
  unit: 'incident',
  basis: 'members as in published incidents of the VERIS Community Database (schema 1.3) and the VERIS list of fields',
  input: 'json',
  columns: [
    { name: 'incident_id', to: 'id', required: true },
    { name: 'timeline.incident', to: 'startedOn' },
    { name: 'victim.victim_id', to: 'title' },
    { name: 'victim.country', to: 'victims (alpha-2)' },
    { name: 'actor.external.country', to: 'responsible, where the variety is Nation-state or State-affiliated' },
    { name: 'actor.external.variety', to: 'responsible' },
    { name: 'actor.external.motive', to: 'purposes' },
    { name: 'actor.external.name', to: 'actorNames' },
    { name: 'attribute', to: 'effects' },
    { name: 'action.malware.variety', to: 'effects (ransomware)' },
    { name: 'reference', to: 'sources' },
    ...unmapped(['summary', 'notes'], 'text of the publisher: kept with the row, not copied into a title'),
    ...unmapped(
      [
        'actor.internal',
        'actor.partner',
        'asset',
        'impact',
        'plus',
        'discovery_method',
        'victim.industry',
        'victim.employee_count',
        'victim.region',
        'schema_version',
        'source_id',
        'security_incident',
      ],
      'of the enterprise, or of the coding; the row keeps it',
    ),
  ],
  *rows(document, context): Iterable<JsonRow> {
    const incidents: unknown[] = Array.isArray(document) ? document : [document];
    if (!incidents.some((incident) => 'incident_id' in membersOf(incident))) {
      throw refuseFile('form', 'This is no VERIS incident: nothing in it has the member "incident_id".');
    }
    for (const [at, incident] of incidents.entries()) {
      yield { row: at + 1, source: incident, read: () => read(membersOf(incident), context) };
    }
  },
};
