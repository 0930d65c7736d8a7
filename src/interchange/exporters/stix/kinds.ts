/** How each kind that STIX has a place for becomes objects. */
import { formatDay, isStateCode, parseImpreciseDate } from '#model';
import type { RecordVersion } from '#registry';
import { identityClass, stixId, type StixContext } from './context.ts';
import { instantOf, type StixObject } from './objects.ts';

export function addParty(version: RecordVersion<'party'>, { add, header, references }: StixContext): void {
  const { body } = version;
  const cited = references(body.citations).external_references ?? [];
  const code = isStateCode(body.id) ? [{ source_name: 'ISO 3166-1 alpha-3', external_id: body.id }] : [];
  add({
    type: 'identity',
    id: stixId.party(body.id),
    ...header(version),
    name: body.name,
    identity_class: identityClass(body.partyKind),
    ...(code.length + cited.length > 0 ? { external_references: [...code, ...cited] } : {}),
  });
}

export function addIncident(version: RecordVersion<'incident'>, context: StixContext): void {
  const { body } = version;
  const labels = [
    ...body.effects.map((effect) => `effect:${effect}`),
    ...body.purposes.map((purpose) => `purpose:${purpose}`),
  ];
  const id = stixId.incident(body.id);
  const common = context.header(version);
  context.add({
    type: 'incident',
    id,
    ...common,
    name: body.title,
    ...(labels.length > 0 ? { labels } : {}),
    ...context.references(body.citations),
  });
  const victims = [...new Set(body.targets.flatMap(({ victimStates }) => victimStates))].sort();
  for (const victim of victims) {
    context.add({
      type: 'relationship',
      id: stixId.relationship(`incident ${body.id} targets ${victim}`),
      spec_version: '2.1',
      created: common.created,
      modified: common.modified,
      relationship_type: 'targets',
      source_ref: id,
      target_ref: context.identity(victim, version.recordedAt),
      ...duration(body.startedOn, body.endedOn),
    });
  }
  for (const name of body.actorNames) {
    const actor = stixId.actor(name);
    context.add({ type: 'intrusion-set', spec_version: '2.1', id: actor, ...times(common), name });
    context.add({
      type: 'relationship',
      spec_version: '2.1',
      id: stixId.relationship(`incident ${body.id} actor ${name}`),
      ...times(common),
      relationship_type: 'attributed-to',
      source_ref: id,
      target_ref: actor,
    });
  }
}

function times({ created, modified }: Pick<StixObject, 'created' | 'modified'>): { created: string; modified: string } {
  return { created, modified };
}

/** The first possible day and the day after the last possible one; STIX has no imprecise dates. */
function duration(startedOn: string, endedOn: string | null): Record<string, string> {
  const start = parseImpreciseDate(startedOn);
  const end = endedOn === null ? null : parseImpreciseDate(endedOn);
  return {
    start_time: instantOf(formatDay(start.from)),
    ...(end && end.to > start.from ? { stop_time: instantOf(formatDay(end.to)) } : {}),
  };
}

/** Ids of the relationships by which an attribution is told. */
export function attributionRelationships(id: string, responsible: string | readonly string[]): string[] {
  return typeof responsible === 'string'
    ? []
    : responsible.map((state) => stixId.relationship(`attribution ${id} ${state}`));
}

const opinions = { denies: 'strongly-disagree', disputes: 'disagree', retracts: 'disagree' } as const;

export function addAttribution(version: RecordVersion<'attribution'>, context: StixContext): void {
  const { body, recordedAt } = version;
  const incident = context.incident(body.incident, recordedAt);
  const authors = body.by.map((party) => context.identity(party, recordedAt));
  const common = {
    ...context.header(version),
    ...(authors[0] === undefined ? {} : { created_by_ref: authors[0] }),
    ...context.references(body.citations),
  };
  const names = body.by.map((party) => context.view.find('party', party)?.body.name ?? party);
  const words = `${body.stance}, ${body.form}, ${body.madeOn}, by ${names.join(', ')}`;
  if (body.stance !== 'attributes') {
    const answered = body.answers.flatMap((answer) => {
      const other = context.view.find('attribution', answer)?.body;
      return other?.stance === 'attributes' ? attributionRelationships(answer, other.responsible) : [];
    });
    context.add({
      type: 'opinion',
      id: stixId.opinion(body.id),
      ...common,
      opinion: opinions[body.stance],
      explanation: words,
      authors: names,
      object_refs: answered.length > 0 ? answered : [incident],
    });
  } else if (typeof body.responsible === 'string') {
    context.add({
      type: 'note',
      id: stixId.note('attribution', body.id),
      ...common,
      abstract: `no state named: ${body.responsible}`,
      content: words,
      authors: names,
      object_refs: [incident],
    });
  } else {
    const states = body.responsible;
    attributionRelationships(body.id, states).forEach((id, at) => {
      context.add({
        type: 'relationship',
        id,
        ...common,
        relationship_type: 'attributed-to',
        description: words,
        source_ref: incident,
        target_ref: context.identity(states[at] ?? '', recordedAt),
      });
    });
  }
}

export function addNote(
  version: RecordVersion<'response'> | RecordVersion<'norm-invocation'>,
  context: StixContext,
): void {
  const { body, recordedAt } = version;
  const names = body.by.map((party) => context.view.find('party', party)?.body.name ?? party);
  const content = body.kind === 'response' ? `response: ${body.form}` : `norm invoked: ${body.text}`;
  context.add({
    type: 'note',
    id: stixId.note(body.kind, body.id),
    ...context.header(version),
    ...context.references(body.citations),
    abstract: body.kind,
    content,
    authors: names,
    object_refs: [context.incident(body.incident, recordedAt)],
  });
}
