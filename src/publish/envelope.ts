/** Puts an answer into its envelope: snapshot, method, parameters, assumptions. */
import { findStandard } from '#attribution';
import { commitmentStandard } from '#findings';
import type { Envelope } from '#model';
import type { View } from '#registry';
import type { Query } from './query.ts';

/** The envelope of design section 7. Parameters name every dial, defaults included. */
export function envelope<Result>(
  view: View,
  method: string,
  query: Query,
  parameters: Record<string, unknown>,
  assumptions: readonly string[],
  result: Result,
): Envelope<Result> {
  return {
    snapshot: view.snapshot,
    method,
    parameters: { ...parameters, ...query },
    assumptions: [...assumptions],
    result,
  };
}

/** What coverage takes for granted; each line is a choice that a user can change or should know. */
export function coverageAssumptions(query: Query): string[] {
  return [
    `attribution standard ${query.standard}: ${findStandard(query.standard).rule}`,
    `commitment standard ${query.commitment}: ${commitmentStandard(query.commitment).rule}`,
    'conduct universe: all recorded operations that surely began on or before the as-of date',
    'responsibility of several named states is split equally; rival attributions are reported as a range',
    "a state's conduct against itself alone is kept apart; operations named only as non-state are outside state conduct",
    'every operation weighs 1',
    'the shipped record is not a sample: it was collected in quotas, so its shares stand beside those of other data sets',
    'operations that nobody attributes in public are absent',
  ];
}
