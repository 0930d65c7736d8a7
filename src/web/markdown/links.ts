/** Where the links of the project's documents lead on the site: other documents have pages, other files have none. */
import path from 'node:path/posix';

/** The folders of docs/ whose documents have pages. */
export const folders = ['methodology', 'spec', 'operate', 'decisions'] as const;

/** The address under /methodology of a document such as `methodology/effect.md` or `spec/log.md`; null if it has none. */
export function pageOf(file: string): string | null {
  const found = /^(\w+)\/([\w.-]+)\.md$/.exec(file);
  const [, folder = '', name = ''] = found ?? [];
  if (!(folders as readonly string[]).includes(folder)) return null;
  return folder === 'methodology' ? name : `${folder}/${name}`;
}

/** Resolves the links of one document, by its path in docs/. */
export function linksOf(file: string): (target: string) => string | null {
  return (target) => {
    const [to = '', hash] = target.split('#', 2);
    const anchor = hash === undefined || hash === '' ? '' : `#${hash}`;
    if (to === '') return anchor === '' ? null : anchor;
    if (to.startsWith('/')) return to.startsWith('//') ? null : to + anchor;
    const page = pageOf(path.join(path.dirname(file), to));
    return page === null ? null : `/methodology/${page}${anchor}`;
  };
}
