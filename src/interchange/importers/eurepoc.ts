/** EuRepoC: the global database (version 1.1, 81 columns; version 1.3, 85) and the attribution files. */
import type { Effect, Sector } from '#model';
import {
  RowFault,
  type ColumnRule,
  type CsvImporter,
  type ImportedAttribution,
  type ReadingContext,
  type RowCells,
} from './importer.ts';
import {
  addressesIn,
  dateOf,
  equalShares,
  operation,
  partsOf,
  pythonList,
  statesAmong,
  through,
  unmapped,
} from './reading.ts';

const publisher = 'European Repository of Cyber Incidents (EuRepoC)';

const effects: Readonly<Record<string, readonly Effect[]>> = {
  disruption: ['disruption'],
  'data theft': ['data-theft'],
  'data theft & doxing': ['data-theft', 'data-leak'],
  'hijacking with misuse': ['foothold'],
  'hijacking without misuse': ['foothold'],
  ransomware: ['extortion'],
};

const sectors: Readonly<Record<string, readonly Sector[]>> = {
  'state institutions / political system': ['government'],
  'critical infrastructure': ['critical-other'],
  'social groups': ['civil-society'],
  media: ['media'],
  science: ['education-research'],
  education: ['education-research'],
  'international / supranational organization': ['international-organisation'],
  'end user(s) / specially protected groups': ['individuals'],
  'corporate targets': [],
  other: [],
  unknown: [],
  'government / ministries': ['government'],
  legislative: ['parliament'],
  'civil service / administration': ['government'],
  military: ['defence'],
  'intelligence agencies': ['government'],
  police: ['law-enforcement'],
  judiciary: ['judiciary'],
  'political parties': ['political-party'],
  'election infrastructure / related systems': ['elections'],
  'defence industry': ['defence'],
  telecommunications: ['telecom'],
  energy: ['energy'],
  finance: ['finance'],
  transportation: ['transport'],
  health: ['health'],
  chemicals: ['chemicals'],
  water: ['water'],
  food: ['food'],
  space: ['space'],
  'critical manufacturing': ['manufacturing'],
  'digital provider': ['technology'],
  religious: ['religious'],
  ethnic: ['civil-society'],
  'advocacy / activists (e.g. human rights organizations)': ['civil-society'],
  'political opposition / dissidents / expats': ['civil-society'],
  'other social groups': ['civil-society'],
  'other (e.g., embassies)': ['government'],
  terrorist: [],
  criminal: [],
  hacktivist: [],
};

/** Initiators that are a state, or near one by the data set's own coding. */
export function levelOf(category: string): ImportedAttribution['level'] {
  if (category === 'State') return 'state';
  if (/state-affiliation|state-affiliated|cyber-proxies/i.test(category)) return 'state-affiliated';
  if (/^(?:Non-state|Individual)/i.test(category)) return 'non-state';
  return 'unknown';
}

/** Categories carry long explanations in brackets; the words before them are the code. */
function code(text: string): string {
  return /^Corporate Targets/i.test(text) ? 'Corporate targets' : text;
}

/** Multi-valued cells: a Python list in version 1.1, semicolons in version 1.3. */
function valuesOf(text: string): string[] {
  return (text.startsWith('[') ? pythonList(text) : partsOf(text)).filter(
    (value) => value !== '' && !/^not available$/i.test(value),
  );
}

/** The two spellings of a column; the first that the file has. */
const names = {
  id: ['ID', 'incident_id'],
  types: ['incident_type'],
  victims: ['receiver_country'],
  category: ['receiver_category'],
  subcategory: ['receiver_category_subcode', 'receiver_subcategory'],
  sources: ['sources_url', 'source_url'],
} as const;

function firstOf(cells: RowCells, columns: readonly string[]): { text: string; column: string } {
  for (const column of columns) {
    const text = cells.text(column);
    if (text !== '') return { text, column };
  }
  return { text: '', column: columns[0] ?? '' };
}

/** Initiators with their categories, cell by cell: the lists run beside each other. */
function responsibleOf(cells: RowCells, context: ReadingContext): Record<string, number> {
  const countries = listOf(cells.text('initiator_country'));
  const categories = listOf(cells.text('initiator_category'));
  const level = (at: number): ImportedAttribution['level'] =>
    levelOf(categories.length === countries.length ? (categories[at] ?? '') : (categories[0] ?? ''));
  const isState = countries.map((_, at) => level(at) === 'state' || level(at) === 'state-affiliated');
  return equalShares(
    statesAmong(
      countries.filter((_, at) => isState[at]),
      'initiator_country',
      context,
    ),
  );
}

/** Every initiator is coded as a group or a person without a state. */
function isNonState(categories: readonly string[]): boolean {
  return categories.length > 0 && categories.every((category) => levelOf(category) === 'non-state');
}

function listOf(text: string): string[] {
  return text.startsWith('[') ? pythonList(text) : partsOf(text);
}

function readIncident(cells: RowCells, context: ReadingContext): ReturnType<typeof operation>[] {
  const id = firstOf(cells, names.id).text;
  if (!/^\d+(?:\.0)?$/.test(id)) throw new RowFault(names.id[0], `"${id.slice(0, 40)}" is no incident number`);
  const category = firstOf(cells, names.category);
  const subcategory = firstOf(cells, names.subcategory);
  return [
    operation({
      id: String(Number(id)),
      title: cells.need('name'),
      startedOn: dateOf(cells.text('start_date'), 'start_date'),
      endedOn: dateOf(cells.text('end_date'), 'end_date'),
      victims: statesAmong(valuesOf(cells.text('receiver_country')), 'receiver_country', context),
      effects: through(valuesOf(cells.text('incident_type')), effects, 'incident_type', context),
      sectors: [
        ...new Set([
          ...through(valuesOf(category.text).map(code), sectors, category.column, context),
          ...through(valuesOf(subcategory.text), sectors, subcategory.column, context),
        ]),
      ],
      actorNames: [...new Set(valuesOf(cells.text('initiator_name')))].filter((name) => !/^unknown$/i.test(name)),
      responsible: responsibleOf(cells, context),
      nonStateOnly: isNonState(listOf(cells.text('initiator_category'))),
      sources: addressesIn(firstOf(cells, names.sources).text),
    }),
  ];
}

const taken: readonly ColumnRule[] = [
  { name: 'name', to: 'title', required: true },
  { name: 'start_date', to: 'startedOn', required: true },
  { name: 'end_date', to: 'endedOn', required: true },
  { name: 'incident_type', to: 'effects', required: true },
  { name: 'receiver_country', to: 'victims', required: true },
  { name: 'receiver_category', to: 'sectors', required: true },
  { name: 'initiator_name', to: 'actorNames', required: true },
  { name: 'initiator_country', to: 'responsible', required: true },
  { name: 'initiator_category', to: 'responsible (states and state-affiliated actors count)', required: true },
];

const scores = 'a score or class of the publisher, which the record does not hold';
const conflict = 'conflict coding of another project (HIIK), which the record does not hold';
const parallel = 'told row by row in the attribution file: import eurepoc-attribution';
const responses = 'a response is a statement of its own; the row keeps it';
const legal = 'legal coding of the publisher, which the record does not hold';
const technical = 'technical coding, which the record does not hold';

export const eurepoc: CsvImporter = {
  id: 'eurepoc',
  title: 'EuRepoC global database, version 1.1 (81 columns) and 1.3 (85 columns)',
  version: 1,
  publisher,
  licence: null,
  unit: 'incident',
  basis:
    'columns of version 1.1 as in the published file; those of version 1.3 as in published scripts that read its file',
  input: 'csv',
  columns: [
    { name: 'ID', to: 'id' },
    { name: 'incident_id', to: 'id' },
    ...taken,
    { name: 'receiver_category_subcode', to: 'sectors' },
    { name: 'receiver_subcategory', to: 'sectors' },
    { name: 'sources_url', to: 'sources' },
    { name: 'source_url', to: 'sources' },
    ...unmapped(['description'], 'text of the publisher: kept with the row, not copied into a title'),
    ...unmapped(
      ['inclusion_criteria', 'inclusion_criteria_subcode', 'inclusion_criterion', 'inclusion_criterion_subcode'],
      'why the publisher recorded it',
    ),
    ...unmapped(['source_incident_detection_disclosure', 'source_disclosure'], 'who disclosed, by class alone'),
    ...unmapped(
      ['receiver_name', 'receiver_region', 'receiver_regions', 'receiver_country_alpha_2_code'],
      'the victim is taken from receiver_country',
    ),
    ...unmapped(
      ['initiator_category_subcode', 'initiator_subcategory', 'initiator_alpha_2'],
      'the initiator is taken from country and category',
    ),
    ...unmapped(
      [
        'number_of_attributions',
        'number_attributions',
        'attribution_id',
        'attribution_ID',
        'attribution_date',
        'attribution_type',
        'attribution_basis',
        'attributing_actor',
        'attribution_it_company',
        'attributing_company',
        'attributing_country',
        'attributed_initiator',
        'attributed_initiator_country',
        'attributed_initiator_category',
        'attributed_initiator_subcategory',
        'settled_initiator',
        'sources_attribution',
        'attribution_source_url',
      ],
      parallel,
    ),
    ...unmapped(
      [
        'cyber_conflict_issue',
        'offline_conflict_issue',
        'offline_conflict_issue_subcode',
        'offline_conflict_name_HIIK',
        'offline_conflict_name',
        'offline_conflict_intensity',
        'offline_conflict_intensity_subcode',
      ],
      conflict,
    ),
    ...unmapped(
      [
        'number_of_political_responses',
        'number_political_responses',
        'political_response_date',
        'political_response_type',
        'political_response_type_subcode',
        'political_response_subtype',
        'political_response_country',
        'political_response_responding_country',
        'political_response_actor',
        'political_response_responding_actor',
        'number_of_legal_responses',
        'number_legal_responses',
        'legal_response_date',
        'legal_response_type',
        'legal_response_type_subcode',
        'legal_response_subtype',
        'legal_response_country',
        'legal_response_responding_country',
        'legal_response_actor',
        'legal_response_responding_actor',
      ],
      responses,
    ),
    ...unmapped(
      [
        'zero_days',
        'zero_days_subcode',
        'MITRE_initial_access',
        'mitre_initial_access',
        'MITRE_impact',
        'mitre_impact',
        'user_interaction',
        'has_disruption',
      ],
      technical,
    ),
    ...unmapped(
      [
        'data_theft',
        'disruption',
        'hijacking',
        'physical_effects_spatial',
        'physical_effects_temporal',
        'unweighted_cyber_intensity',
        'unweighted_intensity',
        'target_multiplier',
        'weighted_cyber_intensity',
        'weighted_intensity',
        'impact_indicator',
        'impact_indicator_label',
        'impact_indicator_value',
        'impact_indicator_score',
        'functional_impact',
        'intelligence_impact',
        'political_impact_affected_entities',
        'political_impact_affected_entities_exact_value',
        'affected_entities',
        'affected_entities_value',
        'political_impact_third_countries',
        'political_impact_third_countries_exact_value',
        'affected_third_countries',
        'affected_third_countries_value',
        'economic_impact',
        'economic_impact_exact_value',
        'economic_impact_value',
        'economic_impact_currency',
        'casualties',
      ],
      scores,
    ),
    ...unmapped(
      [
        'state_responsibility_indicator',
        'state_responsibility_actor',
        'IL_breach_indicator',
        'il_breach_indicator',
        'IL_breach_indicator_subcode',
        'il_breach_indicator_subcode',
        'evidence_for_sanctions_indicator',
        'legal_attribution_reference',
        'attribution_legal_reference',
        'legal_attribution_reference_subcode',
        'attribution_legal_reference_subcode',
        'legal_response_indicator',
        'response_indicator',
      ],
      legal,
    ),
    ...unmapped(['added_to_DB', 'added_to_db', 'updated_at'], 'times of the publisher’s database'),
  ],
  read: readIncident,
};

function readAttribution(cells: RowCells, context: ReadingContext): ImportedAttribution[] {
  const of = firstOf(cells, ['incident_ID', 'incident_id']).text;
  if (!/^\d+(?:\.0)?$/.test(of)) throw new RowFault('incident_ID', `"${of.slice(0, 40)}" is no incident number`);
  const country = firstOf(cells, ['attributed_initiator_country', 'initiator_country']);
  const by = ['attributing_country', 'attributing_actor', 'attribution_it_company', 'attributing_company']
    .map((column) => cells.text(column))
    .filter((name) => name !== '' && !/^not available$/i.test(name));
  const entity = firstOf(cells, ['attributed_initiator', 'initiator_name']).text;
  return [
    {
      kind: 'attribution',
      of: String(Number(of)),
      states: statesAmong(partsOf(country.text), country.column, context),
      level: levelOf(firstOf(cells, ['attributed_initiator_category', 'initiator_category']).text),
      by: [...new Set(by)],
      form: cells.text('attribution_basis') || cells.text('attribution_type'),
      on: dateOf(cells.text('attribution_date'), 'attribution_date'),
      entity: entity === '' || /^(?:not available|unknown)$/i.test(entity) ? null : entity,
    },
  ];
}

export const eurepocAttribution: CsvImporter = {
  id: 'eurepoc-attribution',
  title: 'EuRepoC attribution file, version 1.1 and 1.3: one row an attribution',
  version: 1,
  publisher,
  licence: null,
  unit: 'attribution',
  basis:
    'columns of version 1.1 as in the published file; those of version 1.3 as in published scripts that read its file',
  input: 'csv',
  columns: [
    { name: 'incident_ID', to: 'of' },
    { name: 'incident_id', to: 'of' },
    { name: 'attribution_date', to: 'on', required: true },
    { name: 'attribution_basis', to: 'form', required: true },
    { name: 'attribution_type', to: 'form, where there is no basis', required: true },
    { name: 'attributing_country', to: 'by', required: true },
    { name: 'attributing_actor', to: 'by', required: true },
    { name: 'attribution_it_company', to: 'by' },
    { name: 'attributing_company', to: 'by' },
    { name: 'attributed_initiator', to: 'entity' },
    { name: 'initiator_name', to: 'entity' },
    { name: 'attributed_initiator_country', to: 'states' },
    { name: 'initiator_country', to: 'states' },
    { name: 'attributed_initiator_category', to: 'level' },
    { name: 'initiator_category', to: 'level' },
    ...unmapped(
      ['attribution_ID', 'attribution_id', 'attribution_row_id', 'settled_attribution'],
      'joint attributions share a number; the row keeps it',
    ),
    ...unmapped(
      ['attribution_year', 'attribution_month', 'attribution_day'],
      'the date is taken from attribution_date',
    ),
    ...unmapped(
      ['attribution_subtype', 'initiator_alpha_2', 'initiator_subcategory'],
      'a finer class of what is taken',
    ),
  ],
  read: readAttribution,
};
