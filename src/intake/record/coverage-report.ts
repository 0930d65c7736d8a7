/** How well the record is covered: seen and recalled, sources per record, unknown facts by field, answers of the accused. */
import type { RecordKind } from '#model';
import type { CompiledRecord } from './compiled.ts';
import { unanswered } from './rules/accused-answer.ts';

export interface KindCoverage {
  kind: RecordKind;
  records: number;
  /** Known as seen: the claim was read in a cited source. */
  seen: number;
  /** Cites two sources or more, seen or recalled. */
  twoSources: number;
  /** Cites two sources with different publishers, both seen. */
  twoPublishersSeen: number;
}

export interface UnknownFacts {
  kind: RecordKind;
  field: string;
  unknown: number;
  of: number;
}

export interface RecordReport {
  kinds: KindCoverage[];
  unknown: UnknownFacts[];
  accused: { statesNamedOnRecord: number; withoutAnswer: number; incidents: number };
  incidents: { records: number; withSource: number; withSeenSource: number; checked: number; statesNamed: number };
}

/** Computes the report. Nothing is judged here; the shares are what the checker does not refuse. */
export function reportOnRecord(record: CompiledRecord): RecordReport {
  const kinds = [...new Set(record.statements.map(({ body }) => body.kind))].filter((kind) =>
    record.all(kind).some(({ body }) => 'citations' in body && body.citations.length > 0),
  );
  return {
    kinds: kinds.map((kind) => coverageOf(record, kind)),
    unknown: unknownFacts(record),
    accused: accusedOf(record),
    incidents: incidentsOf(record),
  };
}

function coverageOf(record: CompiledRecord, kind: RecordKind): KindCoverage {
  const bodies = record.all(kind).map(({ body }) => body);
  const publishersSeen = (body: (typeof bodies)[number]): number =>
    new Set(
      ('citations' in body ? body.citations : [])
        .filter(({ known }) => known === 'seen')
        .map(({ source }) => record.find('source', source)?.body.publisher ?? source),
    ).size;
  return {
    kind,
    records: bodies.length,
    seen: bodies.filter((body) => 'known' in body && body.known === 'seen').length,
    twoSources: bodies.filter((body) => 'citations' in body && new Set(body.citations.map(({ source }) => source)).size >= 2).length,
    twoPublishersSeen: bodies.filter((body) => publishersSeen(body) >= 2).length,
  };
}

/** Fields in which an absence says that something is not known, with the number of records where it is. */
function unknownFacts(record: CompiledRecord): UnknownFacts[] {
  const incidents = record.all('incident').map(({ body }) => body);
  const count = (field: string, isUnknown: (body: (typeof incidents)[number]) => boolean): UnknownFacts => ({
    kind: 'incident',
    field,
    unknown: incidents.filter(isUnknown).length,
    of: incidents.length,
  });
  const facts = record.all('norm-vocabulary').flatMap(({ body }) => body.facts.filter(({ field }) => field === 'facts').map(({ name }) => name));
  const agreements = record.all('agreement').map(({ body }) => body);
  const attributions = record.all('attribution').map(({ body }) => body);
  return [
    count('endedOn', ({ endedOn }) => endedOn === null),
    count('disclosedOn', ({ disclosedOn }) => disclosedOn === null),
    count('effects', ({ effects }) => effects.length === 0),
    count('purposes', ({ purposes }) => purposes.length === 0 || purposes.includes('unknown')),
    count('targets.victimStates', ({ targets }) => targets.some(({ victimStates }) => victimStates.length === 0)),
    count('targets.sectors', ({ targets }) => targets.some(({ sectors }) => sectors.length === 0 || sectors.includes('unknown'))),
    count('targets.kinds', ({ targets }) => targets.some(({ kinds }) => kinds.length === 0 || kinds.includes('unknown'))),
    count('actorKinds', ({ actorKinds }) => actorKinds.length === 0 || actorKinds.includes('unknown')),
    count('indiscriminate', ({ indiscriminate }) => indiscriminate === 'unknown'),
    count('significantHarm', ({ significantHarm }) => significantHarm === 'unknown'),
    ...facts.map((name) => count(`facts.${name}`, (body) => (body.facts[name] ?? 'unknown') === 'unknown')),
    {
      kind: 'attribution',
      field: 'responsible',
      unknown: attributions.filter(({ responsible, stance }) => stance === 'attributes' && responsible === 'unknown').length,
      of: attributions.filter(({ stance }) => stance === 'attributes').length,
    },
    { kind: 'agreement', field: 'adoptedOn', unknown: agreements.filter(({ adoptedOn }) => adoptedOn === null).length, of: agreements.length },
    {
      kind: 'published-report',
      field: 'contributors',
      unknown: record.all('published-report').filter(({ body }) => body.reportKind === 'compilation-of-views' && body.contributors === null).length,
      of: record.all('published-report').filter(({ body }) => body.reportKind === 'compilation-of-views').length,
    },
  ];
}

function accusedOf(record: CompiledRecord): RecordReport['accused'] {
  const official = new Set(['government', 'court', 'igo']);
  const named = new Set(
    record
      .all('attribution')
      .filter(({ body }) => body.stance === 'attributes' && official.has(body.byKind) && Array.isArray(body.responsible))
      .flatMap(({ body }) => (Array.isArray(body.responsible) ? body.responsible.map((state) => `${body.incident} ${state}`) : [])),
  );
  const open = record.all('incident').map(({ body }) => unanswered(record, body.id).length);
  return {
    statesNamedOnRecord: named.size,
    withoutAnswer: open.reduce((sum, count) => sum + count, 0),
    incidents: open.filter((count) => count > 0).length,
  };
}

function incidentsOf(record: CompiledRecord): RecordReport['incidents'] {
  const incidents = record.all('incident').map(({ body }) => body);
  const states = record
    .all('attribution')
    .filter(({ body }) => body.stance === 'attributes')
    .flatMap(({ body }) => (Array.isArray(body.responsible) ? body.responsible.filter((party) => /^[A-Z]{3}$/.test(party)) : []));
  return {
    records: incidents.length,
    withSource: incidents.filter(({ citations }) => citations.length > 0).length,
    withSeenSource: incidents.filter(({ citations }) => citations.some(({ known }) => known === 'seen')).length,
    checked: incidents.filter(({ checkedOn }) => checkedOn !== null).length,
    statesNamed: new Set(states).size,
  };
}
