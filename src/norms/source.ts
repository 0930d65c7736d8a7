/** What a library of norms is compiled from, and the faults that compiling finds, each with its place. */
import {
  ServandaError,
  type DefinitionSet,
  type Encoding,
  type ErrorPlace,
  type NormExpression,
  type NormVocabulary,
  type Provision,
} from '#model';

type Path = readonly (string | number)[];

/** An expression with its name and, where the source is a file, the way to the line of any of its parts. */
export interface Named {
  id: string;
  expression: NormExpression;
  placeOf?: ((path: Path) => ErrorPlace) | undefined;
}

export interface Variant extends Named {
  /** Only a part of other variants: never picked, left out of the product. */
  component: boolean;
}

/** A choice of one variant per term. */
export interface Picks {
  id: string;
  kind: 'view' | 'bound';
  picks: Readonly<Record<string, string>>;
  placeOf?: ((path: Path) => ErrorPlace) | undefined;
}

export interface LibrarySource {
  /** Ids are `term/variant`. Terms without a coded variant may be named in `terms`. */
  variants: readonly Variant[];
  terms?: readonly string[];
  /** Ids are provisions. */
  norms: readonly Named[];
  links: readonly Named[];
  /** Every name that a `fact:` may use. */
  facts: readonly string[];
  sets: readonly Picks[];
}

/** A statement, with the way to its lines if it was read from a file. */
export interface Placed<Body> {
  body: Body;
  placeOf?: ((path: Path) => ErrorPlace) | undefined;
}

/** The kinds of statement that norms are written in. */
export interface NormStatements {
  provisions: readonly Placed<Provision>[];
  encodings: readonly Placed<Encoding>[];
  sets: readonly Placed<DefinitionSet>[];
  vocabularies: readonly Placed<NormVocabulary>[];
}

/** Reads statements into the source of a library. */
export function sourceOf({ provisions, encodings, sets, vocabularies }: NormStatements): LibrarySource {
  return {
    variants: encodings.map(({ body, placeOf }) => ({
      id: body.id,
      expression: body.expression,
      component: body.component,
      placeOf: placeOf && ((path) => placeOf(['expression', ...path])),
    })),
    norms: provisions.flatMap(({ body, placeOf }) =>
      body.norm === null || body.norm.act === null
        ? []
        : [
            {
              id: body.id,
              expression: body.norm.act,
              placeOf: placeOf && ((path: Path) => placeOf(['norm', 'act', ...path])),
            },
          ],
    ),
    links: vocabularies.flatMap(({ body, placeOf }) =>
      body.links.map(({ link, expression }, at) => ({
        id: link,
        expression,
        placeOf: placeOf && ((path: Path) => placeOf(['links', at, 'expression', ...path])),
      })),
    ),
    facts: vocabularies.flatMap(({ body }) => body.facts.map(({ name }) => name)),
    sets: sets.map(({ body, placeOf }) => ({
      id: body.id,
      kind: body.setKind,
      picks: body.picks,
      placeOf: placeOf && ((path) => placeOf(['picks', ...path])),
    })),
  };
}

/** A fault in something named, at a path inside it; the message says what was found, where, and what to do. */
export function faultIn(
  code: 'REFERENCE_BROKEN' | 'RECORD_RULE',
  what: string,
  named: { id: string; placeOf?: ((path: Path) => ErrorPlace) | undefined },
  path: Path,
  details: Record<string, unknown> = {},
): ServandaError {
  const place: ErrorPlace = named.placeOf?.(path) ?? { field: path.join('.') };
  const at = place.file === undefined ? '' : `${place.file}${place.line === undefined ? '' : `:${place.line}`}: `;
  const inside = path.length === 0 ? '' : ` (at ${path.join('.')})`;
  return new ServandaError(code, `${at}${named.id}${inside}: ${what}`, {
    place,
    details: { id: named.id, ...details },
  });
}
