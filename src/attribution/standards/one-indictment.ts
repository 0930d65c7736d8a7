/** Standard one-indictment: an indictment or a court judgment names the state. */
import type { AttributionStandard } from './standard.ts';

export const oneIndictment: AttributionStandard = {
  id: 'one-indictment',
  rule: 'an indictment or court judgment names the state or one of its organs',
  isMet: (statements) => statements.some(({ form }) => form === 'indictment' || form === 'court-judgment'),
};
