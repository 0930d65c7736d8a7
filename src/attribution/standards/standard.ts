/** An attribution standard: a named, documented rule for when a state counts as named responsible. */
import type { Attribution, PartyId } from '#model';

export interface AttributionStandard {
  id: string;
  /** The rule in a sentence, as shown wherever the standard is used. */
  rule: string;
  /**
   * Do these statements, which all attribute to `state` and stand (retracted ones are gone), meet the standard?
   * Denials and disputes are never among them: contested is shown beside met and does not change it.
   */
  isMet: (statements: readonly Attribution[], state: PartyId) => boolean;
}
