/** Which leaves and terms can still change the value of a text for a target. */
import { operandsOf, type Atom } from '#norms';
import type { Laws } from './laws.ts';

/**
 * Leaves and terms that can still matter for a target: those below steps that are not decided alike under every choice.
 * What is decided under every choice stays so, whatever becomes known and whichever definition is fixed.
 */
export function relevantTo(
  { library }: Laws,
  nodes: Int32Array,
  roots: readonly number[],
): { atoms: Atom[]; terms: Set<number> } {
  const atoms: Atom[] = [];
  const terms = new Set<number>();
  const seen = new Set<number>();
  const visit = (at: number): void => {
    const diagram = nodes[at] ?? 1;
    if (seen.has(at) || diagram === 0 || diagram === 2) return;
    seen.add(at);
    const node = library.nodes[at];
    if (!node) return;
    if (node.is === 'atom') atoms.push(library.atoms[node.atom] ?? { is: 'fact', name: '' });
    if (node.is === 'choice') terms.add(node.term);
    operandsOf(node).forEach(visit);
  };
  roots.forEach(visit);
  return { atoms, terms };
}
