/** Compiles norms, variants and links into one graph in which equal parts stand once. */
import { InvariantError, nearestWord, type NormExpression, type ServandaError } from '#model';
import type { Atom, ListField } from './facts.ts';
import { faultIn, type LibrarySource, type Named, type Picks } from './source.ts';

/** A node of the graph. Operands are numbers of earlier nodes, so that one pass from the left evaluates everything. */
export type GraphNode =
  | { is: 'constant'; value: boolean }
  | { is: 'atom'; atom: number }
  | { is: 'all' | 'any'; parts: readonly number[] }
  | { is: 'not'; part: number }
  /** One operand per pickable variant of the term. */
  | { is: 'choice'; term: number; parts: readonly number[] };

export interface Term {
  id: string;
  /** Pickable variants in their order; components are not among them. */
  variants: readonly string[];
}

/** A compiled library. Everything in it is read-only; equal sources give equal numbers. */
export interface Library {
  source: LibrarySource;
  nodes: readonly GraphNode[];
  atoms: readonly Atom[];
  terms: readonly Term[];
  sets: readonly Picks[];
  expressions: ReadonlyMap<string, NormExpression>;
  /** Root nodes: `norm ID`, `link ID`, `variant TERM/VARIANT`. */
  roots: ReadonlyMap<string, number>;
  /** For each node, the numbers of the terms it can reach. */
  reaches: readonly ReadonlySet<number>[];
}

/** Compiles; throws the first fault. */
export function compileLibrary(source: LibrarySource): Library {
  const { library, faults } = compileLeniently(source);
  if (faults[0]) throw faults[0];
  return library;
}

/** Compiles what can be compiled and returns every fault beside it, for the checker of the record. */
export function compileLeniently(source: LibrarySource): { library: Library; faults: ServandaError[] } {
  const compiler = new Compiler(source);
  compiler.run();
  return { library: compiler.library(), faults: compiler.faults };
}

/** Adds one expression to a library, such as a proposed wording; references to the library's terms and norms hold. */
export function withNorm(library: Library, id: string, expression: NormExpression): Library {
  const { source } = library;
  return compileLibrary({ ...source, norms: [...source.norms.filter((norm) => norm.id !== id), { id, expression }] });
}

/** Adds a variant to a term and a set that picks it on top of another set, such as a proposed definition. */
export function withVariant(library: Library, id: string, expression: NormExpression): Library {
  const { source } = library;
  const variants = [...source.variants.filter((variant) => variant.id !== id), { id, expression, component: false }];
  return compileLibrary({ ...source, variants });
}

const listForms = ['effect', 'purpose', 'sector', 'kind', 'victim', 'actor'] as const satisfies readonly ListField[];

class Compiler {
  readonly faults: ServandaError[] = [];
  readonly #source: LibrarySource;
  readonly #nodes: GraphNode[] = [];
  readonly #known = new Map<string, number>();
  readonly #atoms: Atom[] = [];
  readonly #atomNumbers = new Map<string, number>();
  readonly #terms: Term[] = [];
  readonly #termNumbers = new Map<string, number>();
  readonly #named = new Map<string, Named>();
  readonly #roots = new Map<string, number>();
  readonly #facts: ReadonlySet<string>;
  /** What is being compiled, from the outside in: a name that comes again closes a circle. */
  readonly #open: string[] = [];

  constructor(source: LibrarySource) {
    this.#source = source;
    this.#facts = new Set(source.facts);
    for (const variant of source.variants) this.#named.set(`variant ${variant.id}`, variant);
    for (const norm of source.norms) this.#named.set(`norm ${norm.id}`, norm);
    for (const link of source.links) this.#named.set(`link ${link.id}`, link);
    const variantsOf = new Map<string, string[]>((source.terms ?? []).map((term) => [term, []]));
    for (const { id, component } of source.variants) {
      const [term = '', variant = ''] = id.split('/');
      const list = variantsOf.get(term) ?? [];
      if (!component) list.push(variant);
      variantsOf.set(term, list);
    }
    for (const [id, variants] of [...variantsOf].sort(([a], [b]) => (a < b ? -1 : 1))) {
      this.#termNumbers.set(id, this.#terms.length);
      this.#terms.push({ id, variants });
    }
  }

  run(): void {
    for (const name of this.#named.keys()) this.#root(name);
    for (const set of this.#source.sets) this.#checkSet(set);
  }

  library(): Library {
    const reaches: Set<number>[] = [];
    for (const node of this.#nodes) {
      const terms = new Set<number>(node.is === 'choice' ? [node.term] : []);
      for (const part of operandsOf(node)) for (const term of reaches[part] ?? []) terms.add(term);
      reaches.push(terms);
    }
    return {
      source: this.#source,
      nodes: this.#nodes,
      atoms: this.#atoms,
      terms: this.#terms,
      sets: this.#source.sets,
      expressions: new Map([...this.#named].map(([name, { expression }]) => [name, expression])),
      roots: this.#roots,
      reaches,
    };
  }

  #root(name: string): number {
    const done = this.#roots.get(name);
    if (done !== undefined) return done;
    const named = this.#named.get(name);
    if (!named) throw new InvariantError(`nothing is named ${name}`);
    this.#open.push(name);
    const node = this.#compile(named.expression, named, []);
    this.#open.pop();
    this.#roots.set(name, node);
    return node;
  }

  #compile(expression: NormExpression, owner: Named, path: readonly (string | number)[]): number {
    if (typeof expression === 'boolean') return this.#constant(expression);
    if ('all' in expression) {
      return this.#join(
        'all',
        expression.all.map((part, at) => this.#compile(part, owner, [...path, 'all', at])),
      );
    }
    if ('any' in expression) {
      return this.#join(
        'any',
        expression.any.map((part, at) => this.#compile(part, owner, [...path, 'any', at])),
      );
    }
    if ('not' in expression) return this.#not(this.#compile(expression.not, owner, [...path, 'not']));
    if ('except' in expression) {
      const rule = this.#compile(expression.except.rule, owner, [...path, 'except', 'rule']);
      const unless = this.#compile(expression.except.unless, owner, [...path, 'except', 'unless']);
      return this.#join('all', [rule, this.#not(unless)]);
    }
    if ('from' in expression) return this.#atom({ is: 'from', day: expression.from });
    if ('fact' in expression) {
      if (!this.#facts.has(expression.fact)) this.#refuse('fact', expression.fact, this.#facts, owner, path);
      return this.#atom({ is: 'fact', name: expression.fact });
    }
    if ('relation' in expression) return this.#atom({ is: 'relation', relation: expression.relation });
    if ('term' in expression) return this.#term(expression.term, owner, path);
    if ('variant' in expression) return this.#reference('variant', expression.variant, owner, path);
    if ('norm' in expression) return this.#reference('norm', expression.norm, owner, path);
    for (const field of listForms) {
      if (field in expression) {
        const codes = [...new Set((expression as Record<ListField, string[]>)[field])].sort();
        return this.#atom({ is: 'list', field, codes });
      }
    }
    throw new InvariantError(`not a form of the norm language: ${JSON.stringify(expression)}`);
  }

  #term(id: string, owner: Named, path: readonly (string | number)[]): number {
    const number = this.#termNumbers.get(id);
    if (number === undefined) return this.#refuse('term', id, this.#termNumbers.keys(), owner, [...path, 'term']);
    const term = this.#terms[number];
    if (!term || term.variants.length === 0) {
      this.faults.push(
        faultIn('RECORD_RULE', `the term "${id}" has no variant to pick; code one in data/terms/${id}.yaml.`, owner, [
          ...path,
          'term',
        ]),
      );
      return this.#constant(false);
    }
    const parts = term.variants.map((variant) =>
      this.#reference('variant', `${id}/${variant}`, owner, [...path, 'term']),
    );
    return this.#add(`choice ${number}`, { is: 'choice', term: number, parts });
  }

  #reference(kind: 'variant' | 'norm', id: string, owner: Named, path: readonly (string | number)[]): number {
    const name = `${kind} ${id}`;
    if (!this.#named.has(name)) {
      const known = [...this.#named.keys()]
        .filter((key) => key.startsWith(`${kind} `))
        .map((key) => key.slice(kind.length + 1));
      return this.#refuse(kind, id, known, owner, [...path, kind]);
    }
    if (this.#open.includes(name)) {
      const circle = [...this.#open.slice(this.#open.indexOf(name)), name];
      this.faults.push(
        faultIn(
          'RECORD_RULE',
          `this closes a circle: ${circle.join(' → ')}. A meaning cannot rest on itself; remove one of these references.`,
          owner,
          path,
          { circle },
        ),
      );
      return this.#constant(false);
    }
    return this.#root(name);
  }

  #refuse(kind: string, id: string, known: Iterable<string>, owner: Named, path: readonly (string | number)[]): number {
    const all = [...known];
    const near = nearestWord(id, all);
    const help = near !== undefined ? `did you mean "${near}"?` : `known: ${all.slice(0, 30).join(', ')}.`;
    this.faults.push(
      faultIn('REFERENCE_BROKEN', `"${id}" is not a known ${kind}; ${help}`, owner, path, { near: near ?? null }),
    );
    return this.#constant(false);
  }

  #checkSet(set: Picks): void {
    for (const [term, variant] of Object.entries(set.picks)) {
      const known = this.#terms[this.#termNumbers.get(term) ?? -1];
      if (!known) this.#refuse('term', term, this.#termNumbers.keys(), { ...set, expression: false }, [term]);
      else if (!known.variants.includes(variant)) {
        this.#refuse(`variant of ${term}`, variant, known.variants, { ...set, expression: false }, [term]);
      }
    }
    for (const { id, variants } of this.#terms) {
      if (variants.length > 0 && set.picks[id] === undefined) {
        this.faults.push(
          faultIn('RECORD_RULE', `the set picks no variant of "${id}"; add one of ${variants.join(', ')}.`, set, []),
        );
      }
    }
  }

  #constant(value: boolean): number {
    return this.#add(`constant ${value}`, { is: 'constant', value });
  }

  #atom(atom: Atom): number {
    const key = JSON.stringify(atom);
    let number = this.#atomNumbers.get(key);
    if (number === undefined) {
      number = this.#atoms.push(atom) - 1;
      this.#atomNumbers.set(key, number);
    }
    return this.#add(`atom ${number}`, { is: 'atom', atom: number });
  }

  #not(part: number): number {
    return this.#add(`not ${part}`, { is: 'not', part });
  }

  #join(is: 'all' | 'any', parts: readonly number[]): number {
    const distinct = [...new Set(parts)].sort((a, b) => a - b);
    const only = distinct[0];
    if (distinct.length === 1 && only !== undefined) return only;
    return this.#add(`${is} ${distinct.join(' ')}`, { is, parts: distinct });
  }

  #add(key: string, node: GraphNode): number {
    let number = this.#known.get(key);
    if (number === undefined) {
      number = this.#nodes.push(node) - 1;
      this.#known.set(key, number);
    }
    return number;
  }
}

/** The numbers a node is computed from. */
export function operandsOf(node: GraphNode): readonly number[] {
  switch (node.is) {
    case 'all':
    case 'any':
    case 'choice':
      return node.parts;
    case 'not':
      return [node.part];
    default:
      return [];
  }
}

const orders = new WeakMap<Library, Map<number, readonly number[]>>();

/** The nodes below a root, operands before their users. */
export function nodesBelow(library: Library, root: number): readonly number[] {
  let known = orders.get(library);
  if (!known) orders.set(library, (known = new Map<number, readonly number[]>()));
  let order = known.get(root);
  if (!order) {
    const found = new Set<number>();
    const visit = (at: number): void => {
      const node = library.nodes[at];
      if (!node || found.has(at)) return;
      found.add(at);
      operandsOf(node).forEach(visit);
    };
    visit(root);
    known.set(root, (order = [...found].sort((a, b) => a - b)));
  }
  return order;
}

/** The leaves below a root. */
export function atomsBelow(library: Library, root: number): Atom[] {
  return nodesBelow(library, root).flatMap((at) => {
    const node = library.nodes[at];
    const atom = node?.is === 'atom' ? library.atoms[node.atom] : undefined;
    return atom ? [atom] : [];
  });
}

/** The root of a norm; undefined for a provision without an expression. */
export function normRoot(library: Library, provision: string): number | undefined {
  return library.roots.get(`norm ${provision}`);
}
