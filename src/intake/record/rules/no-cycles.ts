/** Lineage, descent and norms that refer to each other may not run in a circle. */
import type { NormExpression } from '#model';
import type { PlacedStatement } from '../compile.ts';
import { fault, type CompiledRecord } from '../compiled.ts';
import { expressionReferences } from './expression-references.ts';
import type { RecordRule } from './rule.ts';

export const noCycles: RecordRule = {
  id: 'no-cycles',
  rule: 'No agreement builds on itself, no clause descends from itself, no norm or variant refers to itself, directly or through others.',
  check(record) {
    return [lineageGraph(record), descentGraph(record), normGraph(record)].flatMap(({ field, edges, placed }) =>
      circles(edges).flatMap((circle) => {
        const statement = placed.get(circle[0] ?? '');
        if (!statement) return [];
        return [
          fault(noCycles.id, statement, [field], `runs in a circle: ${[...circle, circle[0]].join(' → ')}.`, 'Remove the reference that points back.'),
        ];
      }),
    );
  },
};

interface Graph {
  field: string;
  edges: Map<string, string[]>;
  placed: Map<string, PlacedStatement>;
}

function lineageGraph(record: CompiledRecord): Graph {
  const all = record.all('agreement');
  return { field: 'lineage', edges: new Map(all.map(({ body }) => [body.id, body.lineage])), placed: new Map(all.map((one) => [one.body.id, one])) };
}

function descentGraph(record: CompiledRecord): Graph {
  const all = record.all('provision');
  return { field: 'descendsFrom', edges: new Map(all.map(({ body }) => [body.id, body.descendsFrom])), placed: new Map(all.map((one) => [one.body.id, one])) };
}

/** Terms, variants and norms in one graph: a term stands for all its variants. */
function normGraph(record: CompiledRecord): Graph {
  const edges = new Map<string, string[]>();
  const placed = new Map<string, PlacedStatement>();
  const targets = (expression: NormExpression): string[] =>
    expressionReferences(expression).map(({ kinds, id }) => `${kinds[0]} ${id}`);
  for (const term of record.all('term')) {
    edges.set(`term ${term.body.id}`, record.by('encoding', 'term', term.body.id).map(({ body }) => `encoding ${body.id}`));
    placed.set(`term ${term.body.id}`, term);
  }
  for (const encoding of record.all('encoding')) {
    edges.set(`encoding ${encoding.body.id}`, targets(encoding.body.expression));
    placed.set(`encoding ${encoding.body.id}`, encoding);
  }
  for (const provision of record.all('provision')) {
    const act = provision.body.norm?.act;
    if (act === undefined || act === null) continue;
    edges.set(`provision ${provision.body.id}`, targets(act));
    placed.set(`provision ${provision.body.id}`, provision);
  }
  return { field: 'id', edges, placed };
}

/** Each circle once, found by depth-first search. */
function circles(edges: ReadonlyMap<string, readonly string[]>): string[][] {
  const found: string[][] = [];
  const done = new Set<string>();
  const visit = (node: string, path: readonly string[]): void => {
    const at = path.indexOf(node);
    if (at !== -1) {
      found.push(path.slice(at));
      return;
    }
    if (done.has(node)) return;
    for (const next of edges.get(node) ?? []) visit(next, [...path, node]);
    done.add(node);
  };
  for (const node of edges.keys()) visit(node, []);
  return found;
}
