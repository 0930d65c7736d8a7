/** STIX 2.1: incidents, who names whom as responsible, who denies it; each statement whole in an extension. */
import { canonicalJson } from '#model';
import { selected, type Selection } from '../../selection.ts';
import { jsonFile, type Exporter } from '../exporter.ts';
import { uuid5 } from '../uuid.ts';
import { openContext, projectIdentity, statementExtension } from './context.ts';
import { addAttribution, addIncident, addNote, addParty } from './kinds.ts';
import { stixLosses } from './losses.ts';
import type { StixBundle } from './objects.ts';

export type { StixBundle, StixObject } from './objects.ts';
export { standardFields } from './losses.ts';

/** The bundle of a selection. Ids are names (UUIDv5), times are the log's: equal input gives equal bytes. */
export function stixBundle(selection: Selection): StixBundle {
  const { context, objects } = openContext(selection);
  context.add(projectIdentity);
  context.add(statementExtension);
  for (const version of selected(selection, 'party')) addParty(version, context);
  for (const version of selected(selection, 'incident')) addIncident(version, context);
  for (const version of selected(selection, 'attribution')) addAttribution(version, context);
  for (const version of selected(selection, 'response')) addNote(version, context);
  for (const version of selected(selection, 'norm-invocation')) addNote(version, context);
  const name = canonicalJson({ snapshot: selection.snapshot, kinds: selection.kinds });
  return { type: 'bundle', id: `bundle--${uuid5(`bundle ${name}`)}`, objects: [...objects.values()] };
}

export const stix: Exporter = {
  id: 'stix',
  title: 'STIX 2.1 bundle: incidents, attributions, denials, responses, norm invocations, parties',
  mediaType: 'application/stix+json;version=2.1',
  oneFile: true,
  files: (selection) => [jsonFile('servanda.stix.json', stixBundle(selection), stix.mediaType)],
  losses: stixLosses,
};
