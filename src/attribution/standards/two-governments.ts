/** Standard two-governments: two governments name the state on record, co-signatories of one statement counted each. */
import { governmentsOf, isHedged, isOnRecord } from '../speakers.ts';
import type { AttributionStandard } from './standard.ts';

export const twoGovernments: AttributionStandard = {
  id: 'two-governments',
  rule: 'two governments (or the European Union) name the state on record, co-signatories of one statement counted each',
  isMet: (statements) => {
    const authors = statements
      .filter((statement) => isOnRecord(statement) && !isHedged(statement))
      .flatMap(governmentsOf);
    return new Set(authors).size >= 2;
  },
};
