/** What a schema cannot check of a draft: names that exist and are used once, references without a circle, red lines that leave a text. */
import type { ServandaError } from '#model';
import type { Draft, DraftParty, DraftPath } from './schema.ts';

type Complain = (path: DraftPath, message: string, code?: 'INPUT_INVALID' | 'REFERENCE_BROKEN') => ServandaError;

/** Throws the first fault, as `complain` words it. */
export function checkDraft(draft: Draft, complain: Complain): void {
  const { clauses, parties, sources } = draft;
  unique(sources, ['sources'], complain);
  unique(clauses, ['clauses'], complain);
  unique(parties, ['parties'], complain);
  clauses.forEach(({ options }, at) => {
    unique(options, ['clauses', at, 'options'], complain);
    options.forEach((option, k) => {
      checkCitations(draft, option, ['clauses', at, 'options', k], complain);
    });
  });
  parties.forEach((party, at) => {
    checkParty(draft, party, ['parties', at], complain);
  });
  checkCircles(parties, complain);
}

function unique(items: readonly { id: string }[], path: DraftPath, complain: Complain): void {
  const at = items.findIndex(({ id }, index) => items.findIndex((other) => other.id === id) !== index);
  const id = items[at]?.id;
  if (id !== undefined) throw complain([...path, at, 'id'], `"${id}" stands here twice; names must be unique.`);
}

function checkCitations(
  { sources }: Draft,
  { seen, recalled }: { seen: string[]; recalled: string[] },
  path: DraftPath,
  complain: Complain,
): void {
  for (const [field, keys] of Object.entries({ seen, recalled })) {
    keys.forEach((key, at) => {
      if (!sources.some(({ id }) => id === key)) {
        throw complain([...path, field, at], `there is no source "${key}" in this draft.`, 'REFERENCE_BROKEN');
      }
    });
  }
}

function checkParty(draft: Draft, party: DraftParty, path: DraftPath, complain: Complain): void {
  const { clauses, parties } = draft;
  const clauseAt = (id: string, where: DraftPath): Draft['clauses'][number] => {
    const found = clauses.find((clause) => clause.id === id);
    if (!found) {
      throw complain(
        where,
        `the draft has no clause "${id}". It has: ${clauses.map((clause) => clause.id).join(', ')}.`,
        'REFERENCE_BROKEN',
      );
    }
    return found;
  };
  const optionAt = (clause: string, option: string, where: DraftPath): void => {
    const { options } = clauseAt(clause, where);
    if (!options.some(({ id }) => id === option)) {
      throw complain(
        where,
        `clause "${clause}" has no wording "${option}". It has: ${options.map(({ id }) => id).join(', ')}.`,
        'REFERENCE_BROKEN',
      );
    }
  };
  party.positions.forEach((position, at) => {
    clauseAt(position.clause, [...path, 'positions', at, 'clause']);
    if (party.positions.findIndex(({ clause }) => clause === position.clause) !== at) {
      throw complain(
        [...path, 'positions', at, 'clause'],
        `${party.id} has a second position on "${position.clause}".`,
      );
    }
    checkCitations(draft, position, [...path, 'positions', at], complain);
  });
  for (const [clause, values] of Object.entries(party.utilities)) {
    clauseAt(clause, [...path, 'utilities', clause]);
    for (const option of Object.keys(values)) optionAt(clause, option, [...path, 'utilities', clause, option]);
    const missing = clauseAt(clause, path).options.find(({ id }) => !(id in values));
    if (missing) {
      throw complain(
        [...path, 'utilities', clause],
        `wording "${missing.id}" has no utility; give one for every wording of the clause, or none.`,
      );
    }
  }
  party.redLines.forEach((line, at) => {
    optionAt(line.clause, line.option, [...path, 'redLines', at]);
    checkCitations(draft, line, [...path, 'redLines', at], complain);
    const crossed = clauseAt(line.clause, path).options.filter(({ id }) =>
      party.redLines.some(({ clause, option }) => clause === line.clause && option === id),
    );
    if (crossed.length === clauseAt(line.clause, path).options.length) {
      throw complain(
        [...path, 'redLines', at],
        `impossible: the red lines of ${party.id} rule out every wording of clause "${line.clause}", so that it could accept no text at all. Leave one wording, or take the party out.`,
      );
    }
  });
  if (party.like !== null && !parties.some(({ id }) => id === party.like)) {
    throw complain([...path, 'like'], `the draft has no party ${party.like}.`, 'REFERENCE_BROKEN');
  }
}

/** Follows `like` from every party; a party met twice closes a circle. */
function checkCircles(parties: readonly DraftParty[], complain: Complain): void {
  parties.forEach((party, at) => {
    const way = [party.id];
    for (let next = party.like; next !== null;) {
      if (way.includes(next)) {
        throw complain(
          ['parties', at, 'like'],
          `a circle of references: ${[...way, next].join(' → ')}. One of them needs positions of its own.`,
        );
      }
      way.push(next);
      const followed: string = next;
      next = parties.find(({ id }) => id === followed)?.like ?? null;
    }
  });
}
