/** Standards without-attributor:X: what is left of one-government when one attributor is left out. */
import type { PartyId } from '#model';
import { oneGovernment } from './one-government.ts';
import type { AttributionStandard } from './standard.ts';

export const withoutAttributorPrefix = 'without-attributor:';

/** The standard one-government over statements with X taken out of their authors; X's own statements drop out. */
export function withoutAttributor(left: PartyId): AttributionStandard {
  return {
    id: `${withoutAttributorPrefix}${left}`,
    rule: `one government, court or the European Union other than ${left} names the state on record, without hedging`,
    isMet: (statements, state, standing) =>
      oneGovernment.isMet(
        statements.flatMap((statement) => {
          const by = statement.by.filter((author) => author !== left);
          return by.length > 0 ? [{ ...statement, by }] : [];
        }),
        state,
        standing,
      ),
  };
}
