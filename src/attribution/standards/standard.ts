/** An attribution standard: a named, documented rule for when a state counts as named responsible. */
import type { Attribution, PartyId } from '#model';

export interface AttributionStandard {
  id: string;
  /** The rule in a sentence, as shown wherever the standard is used. */
  rule: string;
  /**
   * Do these statements, which all attribute to `state` and stand (retracted ones are gone), meet the standard?
   * `standing` are all that stand on the incident, rivals included. Denials and disputes are never among them: contested is shown beside met and does not change it.
   */
  isMet: (statements: readonly Attribution[], state: PartyId, standing: readonly Attribution[]) => boolean;
}
