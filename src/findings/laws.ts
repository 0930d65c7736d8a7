/** The norms, definitions and conflicts of a view, compiled once and kept with it. */
import { InvariantError, ServandaError, nearestWord, parseImpreciseDate, type PartyId, type Truth } from '#model';
import {
  Diagrams,
  compileLibrary,
  pickedBy,
  sourceOf,
  supervaluate,
  verdictOf,
  type Conduct,
  type ConflictPeriod,
  type Diagram,
  type Library,
  type TextVerdict,
} from '#norms';
import { isMember, type View } from '#registry';

/** A set of definitions as compiled: one variant per term. */
export interface CompiledSet {
  id: string;
  label: string;
  kind: 'view' | 'bound';
  picks: Readonly<Record<string, string>>;
  picked: Int32Array;
}

export interface Laws {
  library: Library;
  diagrams: Diagrams;
  /** Views first, then bounds, each in order of id. */
  sets: readonly CompiledSet[];
  conflicts: readonly ConflictPeriod[];
  isEuMember: (state: PartyId, conduct: Conduct) => Truth;
}

const kept = new WeakMap<View, Laws>();

/** Compiles the norms of a view. A record without norms or sets compiles to an empty library. Throws the first fault. */
export function lawsOf(view: View): Laws {
  let laws = kept.get(view);
  if (!laws) kept.set(view, (laws = compile(view)));
  return laws;
}

function compile(view: View): Laws {
  const bare = <Body>(bodies: readonly Body[]): { body: Body }[] => bodies.map((body) => ({ body }));
  const library = compileLibrary(
    sourceOf({
      provisions: bare(view.all('provision')),
      encodings: bare(view.all('encoding')),
      sets: bare(view.all('definition-set')),
      vocabularies: bare(view.all('norm-vocabulary')),
    }),
  );
  return lawsFor(view, library);
}

/** Laws of a view over another library, such as one with a proposed wording added. */
export function lawsFor(view: View, library: Library): Laws {
  const sets = library.sets
    .map(({ id, kind, picks }): CompiledSet => ({
      id,
      label: view.find('definition-set', id)?.body.label ?? id,
      kind,
      picks,
      picked: pickedBy(library, picks),
    }))
    .sort((a, b) => (a.kind === b.kind ? (a.id < b.id ? -1 : 1) : a.kind === 'view' ? -1 : 1));
  const conflicts = view.all('armed-conflict').map(({ sides, firstDay, lastDay, extent }): ConflictPeriod => ({
    sides,
    from: parseImpreciseDate(firstDay),
    last: lastDay === null ? null : parseImpreciseDate(lastDay),
    disputed: extent === 'disputed',
  }));
  return { library, diagrams: new Diagrams(library), sets, conflicts, isEuMember: membership(view, 'eu') };
}

/** Was the state a member throughout the days on which the conduct may have begun? Otherwise unknown. */
function membership(view: View, group: PartyId): (state: PartyId, conduct: Conduct) => Truth {
  const known = new Map<string, Truth>();
  return (state, { start }) => {
    const key = `${state} ${start.from} ${start.to}`;
    let truth = known.get(key);
    if (truth === undefined) {
      const first = isMember(view, group, state, start.from);
      truth = first === isMember(view, group, state, start.to - 1) ? first : 'unknown';
      known.set(key, truth);
    }
    return truth;
  };
}

/** Groups of definitions that a text can be read under at once. */
export const definitionGroups = ['every-view', 'every-set', 'every-variant'] as const;
export const defaultDefinitions = 'every-view';

/** What the dial `definitions` selects: one set, several, or the product of all variants. */
export interface Definitions {
  id: string;
  rule: string;
  /** The choices supervaluated over; null for the product over all variants. */
  sets: readonly CompiledSet[] | null;
}

/** The names that the dial knows in this view. */
export function definitionNames(view: View): string[] {
  return [...view.all('definition-set').map(({ id }) => id), ...definitionGroups];
}

/** Checks a name without compiling anything; throws NOT_FOUND listing the names. */
export function checkDefinitions(view: View, id: string): string {
  if ((definitionGroups as readonly string[]).includes(id) || view.find('definition-set', id)) return id;
  const names = definitionNames(view);
  const near = nearestWord(id, names);
  throw new ServandaError(
    'NOT_FOUND',
    `"${id.slice(0, 80)}" is not a set of definitions${near === undefined ? '' : `; did you mean "${near}"?`} Known: ${names.join(', ')}.`,
    { place: { field: 'definitions' } },
  );
}

/** The definitions of this name; throws NOT_FOUND listing the names. */
export function findDefinitions(view: View, id: string): Definitions {
  checkDefinitions(view, id);
  const { sets } = lawsOf(view);
  switch (id) {
    case 'every-view':
      return {
        id,
        rule: 'contrary under every view, not contrary under none, gray where views disagree',
        sets: sets.filter(({ kind }) => kind === 'view'),
      };
    case 'every-set':
      return { id, rule: 'the views and the two bounds, narrowest and broadest', sets };
    case 'every-variant':
      return { id, rule: 'every combination of coded variants, each term free', sets: null };
    default: {
      const set = sets.find((known) => known.id === id);
      if (!set) throw new InvariantError(`the set ${id} was not compiled`);
      return { id, rule: set.label, sets: [set] };
    }
  }
}

/** Terms fixed to a variant, by number, on top of what is selected. */
export type Fixed = ReadonlyMap<number, number>;

/** The verdict of a diagram under definitions. */
export function verdictUnder(
  { diagrams, library }: Laws,
  diagram: Diagram,
  { sets }: Pick<Definitions, 'sets'>,
  fixed?: Fixed,
): TextVerdict {
  if (sets === null) {
    let now = diagram;
    for (const [term, variant] of fixed ?? []) now = diagrams.fix(now, term, variant);
    const terms = [...diagrams.support(diagram)];
    const size = terms.reduce((product, term) => product * (library.terms[term]?.variants.length ?? 1), 1);
    const shares = diagrams.shares(now);
    const count = (share: number): number => Math.round(share * size);
    return verdictOf({ true: count(shares.true), false: count(shares.false), unknown: count(shares.unknown) });
  }
  return supervaluate(sets.map(({ picked }) => diagrams.at(diagram, fixed ? overridden(picked, fixed) : picked)));
}

function overridden(picked: Int32Array, fixed: Fixed): Int32Array {
  const own = Int32Array.from(picked);
  for (const [term, variant] of fixed) own[term] = variant;
  return own;
}
