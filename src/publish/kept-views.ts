/** Views that were just asked about, kept: what a view has worked out, such as all findings, serves the next question. */
import { View, type Registry } from '#registry';

/** The one that tells the data date, the default dials, and two others. */
const mostViews = 4;

/** Beyond this many statements the findings of one view fill hundreds of megabytes; then no view outlives its question. */
const mostStatements = 50_000;

const kept = new WeakMap<Registry, Map<string, View>>();

/**
 * The view of a registry at two clocks. `dials` are the further choices that its memory grows with: questions with equal
 * dials share a view, so that each view remembers the findings of one choice only. A registry never changes once made.
 */
export function keptView(
  registry: Registry,
  { publicAt, knownAt }: { publicAt: string | null; knownAt: string | null },
  dials: readonly (string | null)[],
): View {
  const open = (): View => new View(registry, { publicAt: publicAt ?? undefined, knownAt: knownAt ?? undefined });
  if (registry.byStatement.size > mostStatements) return open();
  let views = kept.get(registry);
  if (!views) kept.set(registry, (views = new Map<string, View>()));
  const key = JSON.stringify([publicAt, knownAt, ...dials]);
  const view = views.get(key) ?? open();
  // The one asked about last goes to the end; the first is forgotten.
  views.delete(key);
  views.set(key, view);
  for (const oldest of views.keys()) {
    if (views.size <= mostViews) break;
    views.delete(oldest);
  }
  return view;
}
