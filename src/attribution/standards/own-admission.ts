/** Standard own-admission: the state itself says so on record. */
import { isAdmission } from '../speakers.ts';
import type { AttributionStandard } from './standard.ts';

export const ownAdmission: AttributionStandard = {
  id: 'own-admission',
  rule: 'the state itself says so on record (which meets every standard)',
  isMet: (statements, state) => statements.some((statement) => isAdmission(statement, state)),
};
