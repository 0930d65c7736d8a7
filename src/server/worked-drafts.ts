/** The worked drafts that ship with the package: read once, when first asked for. */
import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { ServandaError } from '#model';
import type { PlacedDraft } from '#negotiation';
import { parseDraft } from '#publish';

/** This file is two levels below the root, and so is the bundle that it becomes part of. */
const folder = fileURLToPath(new URL('../../data/drafts', import.meta.url));

let kept: readonly PlacedDraft[] | null = null;

/** All worked drafts, in order of file name. */
export function workedDrafts(): readonly PlacedDraft[] {
  kept ??= readdirSync(folder)
    .filter((name) => name.endsWith('.yaml'))
    .sort()
    .map((name) => parseDraft(readFileSync(path.join(folder, name), 'utf8'), `data/drafts/${name}`));
  return kept;
}

/** The worked draft of this id; throws NOT_FOUND listing the ids. */
export function workedDraft(id: string): PlacedDraft {
  const found = workedDrafts().find(({ draft }) => draft.id === id);
  if (found) return found;
  throw new ServandaError(
    'NOT_FOUND',
    `There is no worked draft "${id.slice(0, 120)}". Known: ${workedDrafts()
      .map(({ draft }) => draft.id)
      .join(', ')}. Drafts of your own go to POST /api/v1/negotiation.`,
  );
}
