/** Turns a complaint of a schema into the innermost field that is wrong, what was found there, and what may be meant. */
import type { z } from 'zod';
import { nearestWord } from '../nearest.ts';

type Issue = z.core.$ZodIssue;
type Path = readonly PropertyKey[];

export interface Explained {
  path: (string | number)[];
  message: string;
}

/**
 * Where a value may take one of several forms, the form it comes nearest to is the one complained about: whose keys it
 * has, and which reads on deepest. `root` is the whole value, so that what was found can be shown.
 */
export function explainIssue(issue: Issue, root: unknown, above: Path = []): Explained {
  const path = [...above, ...issue.path];
  if (issue.code === 'invalid_union' && issue.errors.length > 0) {
    const ranked = issue.errors
      .map((issues) => ({
        issues,
        stray: issues.some((one) => one.code === 'unrecognized_keys' && one.path.length === 0),
      }))
      .filter(({ issues, stray }) => !stray && !isOtherType(issues))
      .sort((a, b) => depthOf(b.issues) - depthOf(a.issues));
    const first = ranked[0]?.issues[0];
    if (first) return explainIssue(first, root, path);
    const forms = issue.errors.flatMap((issues) =>
      issues.flatMap((one) => (one.path.length === 1 ? [String(one.path[0])] : [])),
    );
    const found = valueAt(root, path);
    const keys = typeof found === 'object' && found !== null ? Object.keys(found) : [];
    if (forms.length > 1 && keys.length === 1) {
      return explained(
        path,
        `"${String(keys[0]).slice(0, 80)}" is not one of ${[...new Set(forms)].join(', ')}${suggestion(keys[0], forms)}`,
      );
    }
    if (forms.length > 1 && keys.length > 1) {
      return explained(
        path,
        `exactly one of ${[...new Set(forms)].join(', ')} is expected, not ${keys.slice(0, 5).join(' and ')} together`,
      );
    }
  }
  if (issue.code === 'invalid_value') {
    const found = valueAt(root, path);
    const known = issue.values.map(String);
    const shown =
      typeof found === 'string'
        ? `"${found.slice(0, 80)}" is not one of ${known.slice(0, 40).join(', ')}`
        : issue.message;
    return explained(path, `${shown}${suggestion(found, known)}`);
  }
  return explained(path, issue.message);
}

function suggestion(found: unknown, known: readonly string[]): string {
  const near = typeof found === 'string' ? nearestWord(found, known) : undefined;
  return near === undefined ? '' : `; did you mean "${near}"?`;
}

function explained(path: Path, message: string): Explained {
  return { path: path.map((part) => (typeof part === 'number' ? part : String(part))), message };
}

/** A form of another type altogether, such as a truth value where a set of fields was written. */
function isOtherType(issues: readonly Issue[]): boolean {
  return issues.every((issue) => issue.code === 'invalid_type' && issue.path.length === 0);
}

function depthOf(issues: readonly Issue[]): number {
  return Math.max(
    0,
    ...issues.map(
      (issue) => issue.path.length + (issue.code === 'invalid_union' ? Math.max(0, ...issue.errors.map(depthOf)) : 0),
    ),
  );
}

function valueAt(root: unknown, path: Path): unknown {
  return path.reduce<unknown>(
    (value, part) => (value as Record<PropertyKey, unknown> | null | undefined)?.[part],
    root,
  );
}
