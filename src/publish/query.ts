/** The dials every answer names: the three clocks, the definitions, the attribution and the commitment standard. */
import { defaultStandard, findStandard } from '#attribution';
import { checkDefinitions, commitmentStandard, defaultCommitment, defaultDefinitions } from '#findings';
import { ServandaError, parseDay } from '#model';
import { View, type Registry } from '#registry';

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
  const view = new View(registry, { publicAt: publicAt ?? undefined, knownAt: knownAt ?? undefined });
  const query: Query = {
    asOf: checkedDay(input.asOf, 'as-of') ?? new View(registry).dataDate,
    publicAt,
    knownAt,
    // The default needs no look: a record without sets of definitions answers all other questions too.
    definitions: input.definitions === undefined ? defaultDefinitions : checkDefinitions(view, input.definitions),
    standard: findStandard(input.standard ?? defaultStandard).id,
    commitment: commitmentStandard(input.commitment ?? defaultCommitment).id,
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
