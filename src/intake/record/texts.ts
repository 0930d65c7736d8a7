/** Every text of a body that readers see, with its field: ids, codes and addresses are left out. */
import type { RecordStatement } from '#model';
import type { Path } from './compiled.ts';

const notForReaders = new Set(['id', 'kind', 'url', 'textUrl', 'symbol', 'resolution', 'supersedes', 'nonce', 'source', 'origin']);

/** Walks a body in order of its fields. */
export function textsOf(body: RecordStatement): { field: Path; text: string }[] {
  const out: { field: Path; text: string }[] = [];
  const walk = (value: unknown, field: Path): void => {
    if (typeof value === 'string') {
      if (/[\s.]/.test(value)) out.push({ field, text: value });
    } else if (Array.isArray(value)) {
      value.forEach((item, index) => { walk(item, [...field, index]); });
    } else if (value !== null && typeof value === 'object') {
      for (const [key, item] of Object.entries(value)) if (!notForReaders.has(key)) walk(item, [...field, key]);
    }
  };
  walk(body, []);
  return out;
}
