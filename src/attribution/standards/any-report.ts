/** Standard any-report: one record of any kind names the state. */
import type { AttributionStandard } from './standard.ts';

export const anyReport: AttributionStandard = {
  id: 'any-report',
  rule: 'one record of any kind names the state; hedged words count',
  isMet: (statements) => statements.length > 0,
};
