/** Standard two-separate-statements: two statements on record without a common author, neither resting on the other. */
import { echoClusters } from '../credence/clusters.ts';
import { isHedged, isOnRecord } from '../speakers.ts';
import type { AttributionStandard } from './standard.ts';

export const twoSeparateStatements: AttributionStandard = {
  id: 'two-separate-statements',
  rule: 'two statements on record without a common author, neither resting on the other',
  isMet: (statements) => {
    const onRecord = statements.filter((statement) => isOnRecord(statement) && !isHedged(statement));
    return onRecord.some((one) =>
      onRecord.some((other) => one !== other && new Set(echoClusters([one, other]).values()).size === 2),
    );
  },
};
