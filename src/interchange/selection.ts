/** What an export is over: the standing statements of some kinds in a view. */
import { recordKinds, type LogState, type RecordKind } from '#model';
import type { RecordVersion, View } from '#registry';

export interface Selection {
  snapshot: LogState[];
  dataDate: string;
  /** In the order of the table of kinds; kinds without statements are left out unless they were asked for. */
  kinds: readonly RecordKind[];
  /** Standing statements by kind, in order of id. Where two logs describe one record, both are here. */
  records: ReadonlyMap<RecordKind, readonly RecordVersion[]>;
  /** For what an export needs besides: names of parties, titles of sources, earlier versions. */
  view: View;
}

/** Selects; an empty list of kinds means every kind. */
export function select(view: View, kinds: readonly RecordKind[] = []): Selection {
  const asked = recordKinds.filter((kind) => kinds.length === 0 || kinds.includes(kind));
  const records = new Map(asked.map((kind) => [kind, view.versions(kind)] as const));
  const present = asked.filter((kind) => kinds.length > 0 || (records.get(kind)?.length ?? 0) > 0);
  return {
    snapshot: view.snapshot,
    dataDate: view.dataDate,
    kinds: present,
    records: new Map(present.map((kind) => [kind, records.get(kind) ?? []])),
    view,
  };
}

/** The selected statements of a kind with their type. */
export function selected<Kind extends RecordKind>(selection: Selection, kind: Kind): readonly RecordVersion<Kind>[] {
  return selection.records.get(kind) ?? [];
}

/** How many statements are selected, by kind: the same for every format. */
export function countsOf(selection: Selection): Record<string, number> {
  return Object.fromEntries(selection.kinds.map((kind) => [kind, selection.records.get(kind)?.length ?? 0]));
}
