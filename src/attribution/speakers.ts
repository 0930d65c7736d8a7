/** Who spoke, on record or not, and with what reserve: the facts every attribution standard asks for. */
import { isStateCode, type Attribution, type PartyId } from '#model';

/**
 * Words that hedge: a statement that contains one of them counts for `any-report` only. Project convention; shown
 * with every answer that used it.
 */
export const hedgedWords = [
  'suspect',
  'alleged',
  'believed',
  'may have been',
  'may be',
  'possibility',
  'could have been',
] as const;

/** True where the published estimative words hedge. */
export function isHedged(statement: Attribution): boolean {
  const words = statement.likelihoodWords?.toLowerCase() ?? '';
  return hedgedWords.some((word) => words.includes(word));
}

/** Spoken on record by a government, a court, the state itself, or the European Union; unnamed officials are media. */
export function isOnRecord(statement: Attribution): boolean {
  if (statement.form === 'anonymous-officials') return false;
  const official = ['government', 'court', 'self'].includes(statement.byKind) && statement.by.some(isStateCode);
  return official || statement.by.includes('eu');
}

/** The states, and the European Union, among the authors of a statement; co-signatories are counted each. */
export function governmentsOf(statement: Attribution): PartyId[] {
  return statement.by.filter((party) => isStateCode(party) || party === 'eu');
}

/** True if the statement names the state (alone or jointly). */
export function names(statement: Attribution, state: PartyId): boolean {
  return Array.isArray(statement.responsible) && statement.responsible.includes(state);
}

/** True if the state itself says on record that it was responsible. */
export function isAdmission(statement: Attribution, state: PartyId): boolean {
  const speaksForItself = statement.byKind === 'self' || statement.byKind === 'government';
  return speaksForItself && statement.by.includes(state) && names(statement, state) && isOnRecord(statement);
}
