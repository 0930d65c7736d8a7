/** Echo clusters: statements that rest on the same evidence or repeat each other count once. */
import type { Attribution } from '#model';

/**
 * A cluster for each statement, named by its first member. Two statements share one if they have an author in common (a
 * state that says it again has no new evidence for that alone) or if one names an author of the other in `reliesOn`.
 * A joint statement is one statement, and so one cluster.
 */
export function echoClusters(statements: readonly Attribution[]): Map<string, string> {
  const parent = statements.map((_, index) => index);
  const find = (index: number): number => {
    let root = index;
    while (parent[root] !== root) root = parent[root] ?? root;
    return root;
  };
  const firstBy = new Map<string, number>();
  const join = (a: number, b: number): void => {
    const [left, right] = [find(a), find(b)];
    parent[Math.max(left, right)] = Math.min(left, right);
  };
  statements.forEach(({ by }, index) => {
    for (const author of by) {
      const first = firstBy.get(author);
      if (first === undefined) firstBy.set(author, index);
      else join(first, index);
    }
  });
  statements.forEach(({ reliesOn }, index) => {
    for (const author of reliesOn) {
      const first = firstBy.get(author);
      if (first !== undefined) join(first, index);
    }
  });
  return new Map(statements.map(({ id }, index) => [id, statements[find(index)]?.id ?? id]));
}
