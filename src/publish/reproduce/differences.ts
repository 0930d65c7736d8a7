/** Where two answers differ, place by place. */

export interface Difference {
  /** Members and places from the outside in, such as `result.conduct.value`. */
  place: string;
  file: unknown;
  here: unknown;
}

/** Places that are named one by one. */
const listed = 50;

/** Compares JSON values; objects by their members whatever the order. At most fifty places are named. */
export function differences(file: unknown, here: unknown, place = ''): Difference[] {
  const found: Difference[] = [];
  compare(file, here, place, found);
  return found;
}

function compare(file: unknown, here: unknown, place: string, found: Difference[]): void {
  if (found.length >= listed || Object.is(file, here)) return;
  const inner = (name: string): string => (place === '' ? name : `${place}.${name}`);
  if (Array.isArray(file) && Array.isArray(here)) {
    if (file.length !== here.length) found.push({ place: inner('length'), file: file.length, here: here.length });
    for (let at = 0; at < Math.min(file.length, here.length); at += 1) {
      compare(file[at], here[at], inner(String(at)), found);
    }
    return;
  }
  if (isObject(file) && isObject(here)) {
    for (const name of new Set([...Object.keys(file), ...Object.keys(here)])) {
      compare(file[name], here[name], inner(name), found);
    }
    return;
  }
  found.push({ place, file: short(file), here: short(here) });
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Long text and nested values are cut, so that a report stays readable. */
function short(value: unknown): unknown {
  if (value === undefined) return '(absent)';
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return text.length > 200 ? `${text.slice(0, 200)}…` : value;
}
