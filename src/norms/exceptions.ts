/** Finds exceptions that contradict their rule: that leave nothing of it, or can never apply. */
import type { NormExpression, ServandaError } from '#model';
import { Diagrams, type Diagram } from './diagram.ts';
import { compileLeniently, nodesBelow, operandsOf, type Library } from './library.ts';
import { faultIn, type LibrarySource, type Named } from './source.ts';

/** Every fault of a source: what compiling finds, and exceptions that contradict their rule. */
export function checkNorms(source: LibrarySource): ServandaError[] {
  const { library, faults } = compileLeniently(source);
  return faults.length > 0 ? faults : checkExceptions(library);
}

/**
 * Every exception is tried against every choice of definitions and every way the facts may be. An exception inside which
 * nothing is left, and one that is never reached, is a mistake of coding.
 */
export function checkExceptions(library: Library): ServandaError[] {
  const solver = new Solver(library);
  const faults: ServandaError[] = [];
  const visit = (expression: NormExpression, owner: Named, path: (string | number)[]): void => {
    if (typeof expression === 'boolean') return;
    if ('all' in expression)
      expression.all.forEach((part, at) => {
        visit(part, owner, [...path, 'all', at]);
      });
    else if ('any' in expression)
      expression.any.forEach((part, at) => {
        visit(part, owner, [...path, 'any', at]);
      });
    else if ('not' in expression) visit(expression.not, owner, [...path, 'not']);
    else if ('except' in expression) {
      const { rule, unless } = expression.except;
      visit(rule, owner, [...path, 'except', 'rule']);
      visit(unless, owner, [...path, 'except', 'unless']);
      const here = [...path, 'except', 'unless'];
      const [reached, excepted] = [solver.of(rule), solver.of(unless)];
      if (!solver.isPossible(reached)) return;
      if (!solver.isPossible(solver.all(reached, solver.not(excepted)))) {
        faults.push(
          faultIn(
            'RECORD_RULE',
            'the exception contradicts its rule: it takes away everything that the rule reaches. Narrow the exception, or write the norm as false.',
            owner,
            here,
          ),
        );
      } else if (!solver.isPossible(solver.all(reached, excepted))) {
        faults.push(
          faultIn(
            'RECORD_RULE',
            'the exception contradicts its rule: nothing that the rule reaches can fall under it. Remove it, or correct what it names.',
            owner,
            here,
          ),
        );
      }
    }
  };
  const { variants, norms, links } = library.source;
  for (const named of [...variants, ...norms, ...links]) visit(named.expression, named, []);
  return faults;
}

/** Two-valued satisfiability: every code, fact, date and relation is a yes-no variable beside the terms. */
class Solver {
  readonly #library: Library;
  readonly #diagrams: Diagrams;
  readonly #variables = new Map<string, number>();
  readonly #nodes: Diagram[] = [];

  constructor(library: Library) {
    this.#library = library;
    const names = library.atoms.flatMap((atom) =>
      atom.is === 'list' ? atom.codes.map((code) => `${atom.field} ${code}`) : [JSON.stringify(atom)],
    );
    for (const name of names) {
      if (!this.#variables.has(name)) this.#variables.set(name, library.terms.length + this.#variables.size);
    }
    const questions = [...this.#variables.keys()].map((id) => ({ id, variants: ['no', 'yes'] }));
    this.#diagrams = new Diagrams({ ...library, terms: [...library.terms, ...questions] });
  }

  of(expression: NormExpression): Diagram {
    const { all, any } = {
      all: (a: Diagram, b: Diagram) => this.all(a, b),
      any: (a: Diagram, b: Diagram) => this.#diagrams.any(a, b),
    };
    if (typeof expression === 'boolean') return expression ? 2 : 0;
    if ('all' in expression) return expression.all.map((part) => this.of(part)).reduce(all, 2);
    if ('any' in expression) return expression.any.map((part) => this.of(part)).reduce(any, 0);
    if ('not' in expression) return this.not(this.of(expression.not));
    if ('except' in expression)
      return all(this.of(expression.except.rule), this.not(this.of(expression.except.unless)));
    if ('variant' in expression) return this.#root(`variant ${expression.variant}`);
    if ('norm' in expression) return this.#root(`norm ${expression.norm}`);
    if ('term' in expression) {
      const term = this.#library.terms.findIndex(({ id }) => id === expression.term);
      const variants = this.#library.terms[term]?.variants ?? [];
      return variants
        .map((variant, at) =>
          all(this.#diagrams.literal(term, at), this.#root(`variant ${expression.term}/${variant}`)),
        )
        .reduce(any, 0);
    }
    if ('from' in expression) return this.#yes(JSON.stringify({ is: 'from', day: expression.from }));
    if ('fact' in expression) return this.#yes(JSON.stringify({ is: 'fact', name: expression.fact }));
    if ('relation' in expression) return this.#yes(JSON.stringify({ is: 'relation', relation: expression.relation }));
    const [field = '', codes] = Object.entries(expression)[0] ?? [];
    return (codes as string[]).map((code) => this.#yes(`${field} ${code}`)).reduce(any, 0);
  }

  all(a: Diagram, b: Diagram): Diagram {
    return this.#diagrams.all(a, b);
  }

  not(a: Diagram): Diagram {
    return this.#diagrams.not(a);
  }

  isPossible(diagram: Diagram): boolean {
    return this.#diagrams.shares(diagram).true > 0;
  }

  #yes(name: string): Diagram {
    return this.#diagrams.literal(this.#variables.get(name) ?? -1, 1);
  }

  /** The diagram of a compiled root, over the same variables. */
  #root(name: string): Diagram {
    const root = this.#library.roots.get(name) ?? -1;
    for (const at of nodesBelow(this.#library, root)) this.#nodes[at] ??= this.#node(at);
    return this.#nodes[root] ?? 0;
  }

  #node(at: number): Diagram {
    const node = this.#library.nodes[at];
    if (!node) return 0;
    const parts = operandsOf(node).map((part) => this.#nodes[part] ?? 0);
    switch (node.is) {
      case 'constant':
        return node.value ? 2 : 0;
      case 'atom': {
        const atom = this.#library.atoms[node.atom];
        if (!atom) return 0;
        if (atom.is !== 'list') return this.#yes(JSON.stringify(atom));
        return atom.codes
          .map((code) => this.#yes(`${atom.field} ${code}`))
          .reduce((a, b) => this.#diagrams.any(a, b), 0);
      }
      case 'not':
        return this.not(parts[0] ?? 0);
      case 'all':
        return parts.reduce((a, b) => this.all(a, b), 2);
      case 'any':
        return parts.reduce((a, b) => this.#diagrams.any(a, b), 0);
      case 'choice':
        return parts
          .map((part, variant) => this.all(this.#diagrams.literal(node.term, variant), part))
          .reduce((a, b) => this.#diagrams.any(a, b), 0);
    }
  }
}
