/** Responsibility: which states are named for an incident under a standard, and whether that is contested. */
import { parseImpreciseDate, type Attribution, type PartyId } from '#model';
import type { View } from '#registry';
import { isAdmission, names } from './speakers.ts';
import type { AttributionStandard } from './standards/index.ts';

/** One state named for one incident. `contested` stands beside `met` and never changes it. */
export interface Responsibility {
  state: PartyId;
  met: boolean;
  contested: boolean;
  supporting: Attribution[];
  contesting: Attribution[];
}

/** Statements that attribute and still stand: what an author retracted drops out. */
export function standingAttributions(statements: readonly Attribution[]): Attribution[] {
  const retractions = statements.filter(({ stance }) => stance === 'retracts');
  return statements.filter(
    (statement) =>
      statement.stance === 'attributes' && !retractions.some((retraction) => isRetractedBy(statement, retraction)),
  );
}

/** By name where the retraction says which statement it answers; else every earlier one by the same authors. */
function isRetractedBy(statement: Attribution, retraction: Attribution): boolean {
  if (retraction.answers.length > 0) return retraction.answers.includes(statement.id);
  const sameAuthor = retraction.by.some((party) => statement.by.includes(party));
  return sameAuthor && parseImpreciseDate(statement.madeOn).from <= parseImpreciseDate(retraction.madeOn).from;
}

/** Every state that any statement about the incident names, with the answer under the standard; in order of code. */
export function responsibilities(view: View, incident: string, standard: AttributionStandard): Responsibility[] {
  const statements = view.by('attribution', 'incident', incident);
  const standing = standingAttributions(statements);
  const states = new Set(standing.flatMap(({ responsible }) => (Array.isArray(responsible) ? responsible : [])));
  return [...states].sort().map((state) => {
    const supporting = standing.filter((statement) => names(statement, state));
    const contesting = statements.filter((statement) => contests(statement, state, supporting));
    return {
      state, // An admission meets every standard.
      met: supporting.some((statement) => isAdmission(statement, state)) || standard.isMet(supporting, state, standing),
      contested: contesting.length > 0,
      supporting,
      contesting,
    };
  });
}

function contests(statement: Attribution, state: PartyId, supporting: readonly Attribution[]): boolean {
  if (statement.stance !== 'denies' && statement.stance !== 'disputes') return false;
  if (statement.answers.length > 0) return statement.answers.some((id) => supporting.some((named) => named.id === id));
  return names(statement, state) || statement.by.includes(state);
}

/** Only a non-state actor is named, and no state: the operation is outside state conduct. */
export function isNonStateOnly(view: View, incident: string): boolean {
  const standing = standingAttributions(view.by('attribution', 'incident', incident));
  return (
    standing.some(({ responsible }) => responsible === 'non-state') &&
    !standing.some(({ responsible }) => Array.isArray(responsible))
  );
}
