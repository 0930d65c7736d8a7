/** Turns the files of data/ into statements: one file a record, nested items as statements of their own. */
import { ServandaError, parseStatement, type ErrorPlace, type RecordKind, type RecordStatement, type Statement } from '#model';
import { defaults, partDefaults } from './defaults.ts';
import { layouts, type Nested } from './layouts.ts';
import { parseDataFile, type DataFile, type ParsedFile } from './place.ts';

/** A statement with the place in data/ it was written at; `placeOf` finds the line of a field of its body. */
export interface PlacedStatement {
  body: RecordStatement;
  place: ErrorPlace;
  placeOf: (field: readonly (string | number)[]) => ErrorPlace;
}

type Item = Record<string, unknown>;
type Path = readonly (string | number)[];

/** Compiles every file, in order of path; throws the first fault with file, line and field. */
export function compileRecord(files: readonly DataFile[]): PlacedStatement[] {
  const { statements, faults } = compileRecordLeniently(files);
  if (faults[0]) throw faults[0];
  return statements;
}

/** Compiles what can be compiled and returns every fault beside it, for the checker. */
export function compileRecordLeniently(files: readonly DataFile[]): { statements: PlacedStatement[]; faults: ServandaError[] } {
  const statements: PlacedStatement[] = [];
  const faults: ServandaError[] = [];
  for (const file of [...files].sort((a, b) => (a.path < b.path ? -1 : 1))) {
    try {
      compileFile(parseDataFile(file), statements, faults);
    } catch (error) {
      if (!(error instanceof ServandaError)) throw error;
      faults.push(error);
    }
  }
  return { statements, faults };
}

function compileFile(file: ParsedFile, out: PlacedStatement[], faults: ServandaError[]): void {
  const layout = layouts.find(({ pattern }) => pattern.test(file.path));
  if (!layout) {
    throw new ServandaError(
      'RECORD_RULE',
      `${file.path}: no kind of record lives here. Known places: ${layouts.map(({ example }) => example).join(', ')}.`,
      { place: { file: file.path } },
    );
  }
  const root = asItem(file.value, file, []);
  const owner = layout.owner === null ? layout.name(file.path) : text(root['id'], file, ['id']);
  const nestedKeys = new Set(['sources', ...layout.nested.map(({ field }) => field)]);
  const emit = (kind: RecordKind, id: string, item: Item, path: Path, extra: Item): void => {
    try {
      out.push(statementOf(file, owner, kind, id, item, path, extra));
    } catch (error) {
      if (!(error instanceof ServandaError)) throw error;
      faults.push(error);
    }
  };
  const nest = ({ field, kind, id, extra }: Nested): void => {
    const list = root[field];
    if (list === undefined) return;
    if (!Array.isArray(list)) throw refuse(file, [field], `"${field}" must be a list`);
    list.forEach((value, index) => {
      const path = [field, index];
      const item = asItem(value, file, path);
      emit(kind, id(owner, item), item, path, extra(owner, item));
    });
  };
  nest({ field: 'sources', kind: 'source', id: (own, item) => `${own}/${String(item['id'])}`, extra: () => ({}) });
  if (layout.owner !== null) {
    const own = Object.fromEntries(Object.entries(root).filter(([key]) => !nestedKeys.has(key)));
    emit(layout.owner, owner, own, [], {});
  } else {
    const stray = Object.keys(root).find((key) => !nestedKeys.has(key));
    if (stray !== undefined) throw refuse(file, [stray], `"${stray}" is not a part of this file`);
  }
  layout.nested.forEach(nest);
}

function statementOf(
  file: ParsedFile,
  owner: string,
  kind: RecordKind,
  id: string,
  item: Item,
  path: Path,
  extra: Item,
): PlacedStatement {
  const { seen, recalled, known, ...fields } = item;
  const cited = [...cite(seen, 'seen', file, owner, [...path, 'seen']), ...cite(recalled, 'recalled', file, owner, [...path, 'recalled'])];
  const header =
    kind === 'source'
      ? {}
      : { known: known ?? (cited.some((use) => use.known === 'seen') ? 'seen' : 'recalled'), citations: cited, note: null };
  const body: Item = { ...defaults[kind], ...header, ...fields, ...extra, kind, id };
  for (const [field, part] of Object.entries(partDefaults[kind] ?? {})) {
    body[field] = fillPart(body[field], part, file, owner, [...path, field]);
  }
  const placeOf = (field: Path): ErrorPlace => file.placeOf([...path, ...field]);
  try {
    return { body: parseStatement(body) as RecordStatement, place: placeOf([]), placeOf };
  } catch (error) {
    if (!(error instanceof ServandaError)) throw error;
    const field = (error.place.field ?? '').split('.').filter((part) => part !== '');
    const numbered = field.map((part) => (/^\d+$/.test(part) ? Number(part) : part));
    const place = placeOf(numbered);
    throw new ServandaError(error.code, `${file.path}:${place.line ?? 1}: ${kind} ${id}: ${error.message}`, {
      place,
      details: error.details,
      cause: error,
    });
  }
}

/** Fills the defaults of a part (or each part of a list) and turns its seen/recalled into one citation. */
function fillPart(value: unknown, part: Item, file: ParsedFile, owner: string, path: Path): unknown {
  if (Array.isArray(value)) return value.map((entry, index) => fillPart(entry, part, file, owner, [...path, index]));
  if (value === null || typeof value !== 'object') return value;
  const { seen, recalled, ...fields } = value as Item;
  const [citation] = [...cite(seen, 'seen', file, owner, path), ...cite(recalled, 'recalled', file, owner, path)];
  return { ...part, ...fields, ...(citation === undefined ? {} : { citation }) };
}

function cite(keys: unknown, known: 'seen' | 'recalled', file: ParsedFile, owner: string, path: Path): { source: string; known: string }[] {
  if (keys === undefined) return [];
  if (!Array.isArray(keys) || keys.some((key) => typeof key !== 'string')) {
    throw refuse(file, path, `"${known}" must be a list of keys from the file's own sources`);
  }
  return (keys as string[]).map((key) => ({ source: `${owner}/${key}`, known }));
}

function asItem(value: unknown, file: ParsedFile, path: Path): Item {
  if (value === null || typeof value !== 'object' || Array.isArray(value)) throw refuse(file, path, 'a set of fields is expected here');
  return value as Item;
}

function text(value: unknown, file: ParsedFile, path: Path): string {
  if (typeof value !== 'string') throw refuse(file, path, `"${path.join('.')}" must be a text`);
  return value;
}

function refuse(file: ParsedFile, path: Path, what: string): ServandaError {
  const place = file.placeOf(path);
  return new ServandaError('INPUT_INVALID', `${file.path}:${place.line ?? 1}: ${what}.`, { place });
}

/** Removes the places: the bare statements. */
export function bodiesOf(placed: readonly PlacedStatement[]): Statement[] {
  return placed.map(({ body }) => body);
}
