/** What a STIX bundle does not carry, field by field: read by other tools, by Servanda alone, or not at all. */
import type { RecordKind } from '#model';
import { columnsOf } from '../../tables/columns.ts';
import type { Selection } from '../../selection.ts';
import { holds, kindsLeftOut, type Loss } from '../exporter.ts';

/** Fields that other tools read from standard properties; all others stand in the extension alone. */
export const standardFields: Partial<Record<RecordKind, readonly string[]>> = {
  party: ['kind', 'id', 'name', 'citations'],
  incident: ['kind', 'id', 'title', 'effects', 'purposes', 'actorNames', 'citations'],
  attribution: ['kind', 'id', 'incident', 'responsible', 'by', 'citations'],
  response: ['kind', 'id', 'incident', 'by', 'form', 'citations'],
  'norm-invocation': ['kind', 'id', 'incident', 'by', 'text', 'citations'],
};

const reduced: Partial<Record<RecordKind, Record<string, string>>> = {
  party: { partyKind: 'told only as group or organization' },
  incident: {
    startedOn: 'the first possible day, on the relationships to victims',
    endedOn: 'the day after the last possible one, on the relationships to victims',
    targets: 'victim states alone; sectors, kinds and names are in the extension',
  },
  attribution: {
    stance: 'a retraction reads as disagreement',
    answers: 'told only where the answered attribution names a state; else the opinion is on the incident',
    form: 'in the description, as words',
    madeOn: 'in the description, as words',
  },
};

const carried = new Set(Object.keys(standardFields) as RecordKind[]);

export function stixLosses(selection: Selection): Loss[] {
  const fields = selection.kinds
    .filter((kind) => carried.has(kind))
    .flatMap((kind) => {
      const versions = selection.records.get(kind) ?? [];
      return columnsOf(kind).flatMap(({ name }): Loss[] => {
        if (standardFields[kind]?.includes(name)) return [];
        const count = versions.filter(({ body }) => holds(body, name)).length;
        if (count === 0) return [];
        const words = reduced[kind]?.[name];
        return [
          words === undefined
            ? {
                kind,
                field: name,
                what: 'extension-only',
                count,
                reason: 'STIX has no property for it; other tools do not read it',
              }
            : { kind, field: name, what: 'reduced', count, reason: words },
        ];
      });
    });
  const sources = selection.records.get('source')?.length ?? 0;
  return [
    ...fields,
    ...(sources > 0
      ? [
          {
            kind: 'source' as const,
            field: null,
            what: 'left-out' as const,
            count: sources,
            reason: 'no object of its own: title, publisher and address are external references of what cites it',
          },
        ]
      : []),
    ...kindsLeftOut(selection, new Set([...carried, 'source']), 'STIX describes threats; it has no object for it'),
  ];
}
