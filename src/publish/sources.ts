/** Resolves citations to their sources, so that every fact is one click from where it was read. */
import type { Citation, Known, Source } from '#model';
import type { View } from '#registry';

export interface CitedSource {
  id: string;
  known: Known;
  title: string;
  url: string | null;
  publisher: string | null;
  publishedOn: string | null;
}

/** The sources behind citations, in their order. A citation whose source is not in view is kept with its id as title. */
export function citedSources(view: View, citations: readonly Citation[]): CitedSource[] {
  return citations.map(({ source, known }) => {
    const body: Source | undefined = view.find('source', source)?.body;
    return {
      id: source,
      known,
      title: body?.title ?? source,
      url: body?.url ?? null,
      publisher: body?.publisher ?? null,
      publishedOn: body?.publishedOn ?? null,
    };
  });
}

/** A party's neutral name, or its id where no party record is in view. */
export function partyName(view: View, party: string): string {
  return view.find('party', party)?.body.name ?? party;
}
