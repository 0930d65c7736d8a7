/** The dials of a page: they are part of its address, and every link to another page keeps them. */

export const dialNames = ['as-of', 'public-at', 'known-at', 'definitions', 'standard', 'commitment'] as const;
export type DialName = (typeof dialNames)[number];

/** The dials that an address sets; a field left empty in the form is not set. */
export function dialsOf(words: URLSearchParams): Partial<Record<DialName, string>> {
  return Object.fromEntries(
    dialNames.flatMap((name) => {
      const value = words.get(name);
      return value === null || value === '' ? [] : [[name, value]];
    }),
  );
}

/** An address of this site with the dials of the present page; words it already has stay. */
export function withDials(href: string, words: URLSearchParams): string {
  const [beforeHash = '', hash] = href.split('#', 2);
  const [path = '', query] = beforeHash.split('?', 2);
  const all = new URLSearchParams(query);
  for (const [name, value] of Object.entries(dialsOf(words))) if (!all.has(name)) all.set(name, value);
  const text = all.toString();
  return `${path}${text === '' ? '' : `?${text}`}${hash === undefined ? '' : `#${hash}`}`;
}
