/**
 * Decision diagrams over definitions: for one target, the value of a norm under every choice of variants at once,
 * exact however many choices there are. Three-valued terminals; a node asks which variant a term has.
 */
import { InvariantError, type Truth } from '#model';
import { atomValue, type Atom, type TargetFacts } from './facts.ts';
import type { Library } from './library.ts';

/** A diagram by number: 0 false, 1 unknown, 2 true, others ask a term. Equal diagrams have equal numbers. */
export type Diagram = number;

const values = ['false', 'unknown', 'true'] as const satisfies readonly Truth[];
const nothing: Atom = { is: 'fact', name: '' };
const leaf: Readonly<Record<Truth, Diagram>> = { false: 0, unknown: 1, true: 2 };

/** Shares of a product of choices, and whether there is any choice at all with this value. */
export interface Shares {
  true: number;
  false: number;
  unknown: number;
}

/** Operations on diagrams over the terms of one library; results are shared between all incidents. */
export class Diagrams {
  readonly library: Library;
  readonly #term: number[] = [-1, -1, -1];
  readonly #parts: (readonly Diagram[])[] = [[], [], []];
  readonly #known = new Map<string, Diagram>();
  readonly #least = new Map<number, Diagram>();
  readonly #most = new Map<number, Diagram>();
  readonly #swapped = new Map<Diagram, Diagram>();
  readonly #literals: Diagram[][];
  readonly #shares = new Map<Diagram, Shares>();

  constructor(library: Library) {
    this.library = library;
    this.#literals = library.terms.map(({ variants }, term) =>
      variants.map((_, picked) =>
        this.#node(
          term,
          variants.map((__, at) => (at === picked ? 2 : 0)),
        ),
      ),
    );
  }

  /** The diagrams of all nodes of the graph for a target. */
  ofTarget(facts: TargetFacts, order?: readonly number[]): Int32Array {
    return this.ofAtoms((atom) => atomValue(atom, facts), order);
  }

  /** The same from any reading of the leaves; `order` names the nodes that are wanted, operands before their users. */
  ofAtoms(valueOf: (atom: Atom) => Truth, order?: readonly number[]): Int32Array {
    const { nodes, atoms } = this.library;
    const out = new Int32Array(nodes.length);
    for (let step = 0; step < (order ?? nodes).length; step += 1) {
      const at = order?.[step] ?? step;
      const node = nodes[at];
      if (!node) continue;
      switch (node.is) {
        case 'constant':
          out[at] = node.value ? 2 : 0;
          break;
        case 'atom':
          out[at] = leaf[valueOf(atoms[node.atom] ?? nothing)];
          break;
        case 'not':
          out[at] = this.not(out[node.part] ?? 1);
          break;
        case 'all': {
          let least: Diagram = 2;
          for (const part of node.parts) least = this.all(least, out[part] ?? 1);
          out[at] = least;
          break;
        }
        case 'any': {
          let most: Diagram = 0;
          for (const part of node.parts) most = this.any(most, out[part] ?? 1);
          out[at] = most;
          break;
        }
        case 'choice':
          out[at] = this.#choose(
            node.term,
            node.parts.map((part) => out[part] ?? 1),
          );
          break;
      }
    }
    return out;
  }

  /** True exactly where the term has this variant. */
  literal(term: number, variant: number): Diagram {
    return this.#literals[term]?.[variant] ?? 0;
  }

  /** Minimum, pointwise. */
  all(a: Diagram, b: Diagram): Diagram {
    if (a === b || b === 2 || a === 0) return a;
    if (a === 2 || b === 0) return b;
    return this.#apply(this.#least, a, b, (x, y) => this.all(x, y));
  }

  /** Maximum, pointwise. */
  any(a: Diagram, b: Diagram): Diagram {
    if (a === b || b === 0 || a === 2) return a;
    if (a === 0 || b === 2) return b;
    return this.#apply(this.#most, a, b, (x, y) => this.any(x, y));
  }

  not(a: Diagram): Diagram {
    if (a < 3) return 2 - a;
    let swapped = this.#swapped.get(a);
    if (swapped === undefined) {
      swapped = this.#node(
        this.#term[a] ?? 0,
        (this.#parts[a] ?? []).map((part) => this.not(part)),
      );
      this.#swapped.set(a, swapped);
    }
    return swapped;
  }

  /** The value under one choice: `picked[term]` is the number of the variant. */
  at(diagram: Diagram, picked: ArrayLike<number>): Truth {
    let now = diagram;
    while (now >= 3) now = this.#parts[now]?.[picked[this.#term[now] ?? 0] ?? 0] ?? 1;
    return values[now as 0 | 1 | 2];
  }

  /** Fixes one term to a variant. */
  fix(diagram: Diagram, term: number, variant: number): Diagram {
    if (diagram < 3) return diagram;
    const own = this.#term[diagram] ?? 0;
    const parts = this.#parts[diagram] ?? [];
    if (own === term) return parts[variant] ?? 1;
    // Terms stand in order: below a later term the fixed one no longer occurs.
    if (own > term) return diagram;
    return this.#node(
      own,
      parts.map((part) => this.fix(part, term, variant)),
    );
  }

  /** The share of all products of choices with each value. */
  shares(diagram: Diagram): Shares {
    if (diagram < 3) {
      return { true: diagram === 2 ? 1 : 0, unknown: diagram === 1 ? 1 : 0, false: diagram === 0 ? 1 : 0 };
    }
    let shares = this.#shares.get(diagram);
    if (!shares) {
      const parts = (this.#parts[diagram] ?? []).map((part) => this.shares(part));
      const mean = (of: keyof Shares): number => parts.reduce((sum, part) => sum + part[of], 0) / parts.length;
      shares = { true: mean('true'), unknown: mean('unknown'), false: mean('false') };
      this.#shares.set(diagram, shares);
    }
    return shares;
  }

  /** The terms on which the value still hangs. */
  support(diagram: Diagram): Set<number> {
    const terms = new Set<number>();
    const seen = new Set<Diagram>();
    const visit = (at: Diagram): void => {
      if (at < 3 || seen.has(at)) return;
      seen.add(at);
      terms.add(this.#term[at] ?? 0);
      for (const part of this.#parts[at] ?? []) visit(part);
    };
    visit(diagram);
    return terms;
  }

  #choose(term: number, options: readonly Diagram[]): Diagram {
    if (options.every((option) => option === options[0])) return options[0] ?? 1;
    let out: Diagram = 0;
    options.forEach((option, variant) => {
      out = this.any(out, this.all(this.literal(term, variant), option));
    });
    return out;
  }

  #apply(memo: Map<number, Diagram>, a: Diagram, b: Diagram, apply: (a: Diagram, b: Diagram) => Diagram): Diagram {
    // Both operations commute. Numbers stay far below 2^26, so that the key is exact.
    const key = a < b ? a * 67_108_864 + b : b * 67_108_864 + a;
    let result = memo.get(key);
    if (result === undefined) {
      const termA = a < 3 ? Infinity : (this.#term[a] ?? 0);
      const termB = b < 3 ? Infinity : (this.#term[b] ?? 0);
      const term = Math.min(termA, termB);
      const arity = this.library.terms[term]?.variants.length ?? 0;
      const parts = Array.from({ length: arity }, (_, at) =>
        apply(termA === term ? (this.#parts[a]?.[at] ?? 1) : a, termB === term ? (this.#parts[b]?.[at] ?? 1) : b),
      );
      result = this.#node(term, parts);
      memo.set(key, result);
    }
    return result;
  }

  #node(term: number, parts: readonly Diagram[]): Diagram {
    const first = parts[0];
    if (first === undefined) throw new InvariantError('a term without variants was asked');
    if (parts.every((part) => part === first)) return first;
    const key = `${term}:${parts.join(',')}`;
    let number = this.#known.get(key);
    if (number === undefined) {
      number = this.#term.push(term) - 1;
      this.#parts.push(parts);
      this.#known.set(key, number);
    }
    return number;
  }
}

/** The choice of a set as numbers of variants, in the order of the library's terms. */
export function pickedBy(library: Library, picks: Readonly<Record<string, string>>): Int32Array {
  return Int32Array.from(library.terms, ({ id, variants }) => Math.max(0, variants.indexOf(picks[id] ?? '')));
}
