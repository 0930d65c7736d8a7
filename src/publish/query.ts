/** The dials every answer names: the three clocks, the definitions, the attribution and the commitment standard. */
import { defaultStandard, findStandard } from '#attribution';
import { checkDefinitions, commitmentStandard, defaultCommitment, defaultDefinitions } from '#findings';
import { ServandaError, parseDay } from '#model';
import type { Registry, View } from '#registry';
import { keptView } from './kept-views.ts';

/** As given by a user; whatever is missing takes the default, which is then named in the answer. */
export interface QueryInput {
  asOf?: string | undefined;
  publicAt?: string | undefined;
  knownAt?: string | undefined;
  definitions?: string | undefined;
  standard?: string | undefined;
  commitment?: string | undefined;
}

/** Complete and checked. */
export interface Query {
  asOf: string;
  publicAt: string | null;
  knownAt: string | null;
  definitions: string;
  standard: string;
  commitment: string;
}

/** Checks the dials and opens the view they select; throws INPUT_INVALID or NOT_FOUND with the choices. */
export function openView(registry: Registry, input: QueryInput): { view: View; query: Query } {
  const publicAt = checkedDay(input.publicAt, 'public-at');
  const knownAt = checkedDay(input.knownAt, 'known-at');
  const asOf = checkedDay(input.asOf, 'as-of');
  const standard = findStandard(input.standard ?? defaultStandard).id;
  const commitment = commitmentStandard(input.commitment ?? defaultCommitment).id;
  const view = keptView(registry, { publicAt, knownAt }, [
    asOf,
    input.definitions ?? defaultDefinitions,
    standard,
    commitment,
  ]);
  const query: Query = {
    asOf: asOf ?? keptView(registry, { publicAt: null, knownAt: null }, []).dataDate,
    publicAt,
    knownAt,
    // The default needs no look: a record without sets of definitions answers all other questions too.
    definitions: input.definitions === undefined ? defaultDefinitions : checkDefinitions(view, input.definitions),
    standard,
    commitment,
  };
  return { view, query };
}

function checkedDay(text: string | undefined, name: string): string | null {
  if (text === undefined) return null;
  try {
    parseDay(text);
    return text;
  } catch (error) {
    throw new ServandaError('INPUT_INVALID', `${name}: ${error instanceof Error ? error.message : 'not a day'}`, {
      place: { field: name },
    });
  }
}
