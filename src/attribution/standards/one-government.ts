/** Standard one-government: one government, court or the European Union names the state on record. */
import { isHedged, isOnRecord } from '../speakers.ts';
import type { AttributionStandard } from './standard.ts';

export const oneGovernment: AttributionStandard = {
  id: 'one-government',
  rule: 'one government, court or the European Union names the state on record, without hedging',
  isMet: (statements) => statements.some((statement) => isOnRecord(statement) && !isHedged(statement)),
};
