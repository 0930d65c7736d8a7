/** How to cite what was read: the record at a snapshot, or one answer of it, so that a reader finds the same thing. */
import { bibtexEntry, cslDate, type CslItem } from '#interchange';
import type { View } from '#registry';

export interface Citation {
  csl: CslItem;
  bibtex: string;
  /** In one line, for a footnote. */
  text: string;
}

/** Cites the record as it stands in a view; `of` names one resource of it, such as "/coverage/paris-call-2018". */
export function citationOf(view: View, of: string | null = null): Citation {
  const [description] = view.all('record-description');
  const title = description?.title ?? 'Servanda';
  const version = view.snapshot.map(({ origin, size, root }) => `${origin} ${size} ${root}`).join('; ');
  const csl: CslItem = {
    id: of === null ? 'servanda' : `servanda${of.replace(/[^A-Za-z0-9]+/g, '-').replace(/-+$/, '')}`,
    type: 'dataset',
    title: of === null ? title : `${title}: ${of}`,
    author: [{ literal: 'Servanda' }],
    issued: cslDate(view.dataDate),
    version,
    ...(description ? { note: `Licence: ${description.licence}` } : {}),
  };
  return {
    csl,
    bibtex: bibtexEntry(csl),
    text: `Servanda, ${csl.title}, ${view.dataDate}, ${version}.`,
  };
}
