/** A MISP galaxy cluster (draft-dulaunoy-misp-galaxy-format): group and unit names with the states named for their work. */
import { isStateCode } from '#model';
import { selected, type Selection } from '../../selection.ts';
import { jsonFile, kindsLeftOut, type Exporter, type Loss } from '../exporter.ts';
import { uuid5 } from '../uuid.ts';

interface ClusterValue {
  uuid: string;
  value: string;
  description: string;
  meta: Record<string, string[]>;
}

/** One value for each published actor name, in order of name. */
export function galaxyValues(selection: Selection): ClusterValue[] {
  const { view } = selection;
  const incidents = new Map<string, Set<string>>();
  for (const { body } of selected(selection, 'incident')) {
    for (const name of body.actorNames) {
      const list = incidents.get(name);
      if (list) list.add(body.id);
      else incidents.set(name, new Set([body.id]));
    }
  }
  return [...incidents]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([value, ids]) => {
      const bodies = [...ids].flatMap((id) => view.find('incident', id)?.body ?? []);
      const named = bodies.flatMap(({ id }) =>
        view
          .by('attribution', 'incident', id)
          .filter(({ stance }) => stance === 'attributes')
          .flatMap(({ responsible }) => (typeof responsible === 'string' ? [] : responsible)),
      );
      const victims = bodies.flatMap(({ targets }) => targets.flatMap(({ victimStates }) => victimStates));
      const nameOf = (party: string): string => view.find('party', party)?.body.name ?? party;
      const states = unique(named.filter(isStateCode));
      return {
        uuid: uuid5(`galaxy ${value}`),
        value,
        description: `Name published for ${ids.size} recorded ${ids.size === 1 ? 'incident' : 'incidents'}; states named are those that any report names as responsible for them.`,
        meta: {
          ...(states.length > 0 ? { 'servanda-named-as-responsible': states.map(nameOf) } : {}),
          ...(victims.length > 0 ? { 'servanda-recorded-victims': unique(victims).map(nameOf) } : {}),
          'servanda-incidents': [...ids].sort(),
        },
      };
    });
}

function unique(values: readonly string[]): string[] {
  return [...new Set(values)].sort();
}

function losses(selection: Selection): Loss[] {
  const incidents = selected(selection, 'incident');
  const without = incidents.filter(({ body }) => body.actorNames.length === 0).length;
  return [
    ...(without > 0
      ? [
          {
            kind: 'incident' as const,
            field: null,
            what: 'left-out' as const,
            count: without,
            reason: 'no actor name was published for it, and a galaxy lists names',
          },
        ]
      : []),
    ...(incidents.length > without
      ? [
          {
            kind: 'incident' as const,
            field: 'all but actorNames',
            what: 'reduced' as const,
            count: incidents.length - without,
            reason: 'the incident is told by its id, its victims and the states named',
          },
        ]
      : []),
    ...kindsLeftOut(selection, new Set(['incident']), 'a galaxy lists actor names; MISP events carry statements'),
  ];
}

export const mispGalaxy: Exporter = {
  id: 'misp-galaxy',
  title: 'MISP galaxy cluster: actor names with incidents, victims and states named as responsible',
  mediaType: 'application/json',
  oneFile: true,
  files: (selection) => [
    jsonFile('servanda-actor.json', {
      authors: ['Servanda'],
      category: 'actor',
      description:
        'Group and unit names as published, with the incidents of this record for which they were published.',
      name: 'Servanda actor names',
      source: 'Servanda',
      type: 'servanda-actor',
      uuid: uuid5('galaxy'),
      values: galaxyValues(selection),
      version: selection.snapshot.reduce((sum, { size }) => sum + size, 0),
    }),
  ],
  losses,
};
