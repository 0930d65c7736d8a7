/** The table of attribution standards. */
import { PartyId, ServandaError } from '#model';
import { anyReport } from './any-report.ts';
import { credenceStandard } from './credence.ts';
import { oneGovernment } from './one-government.ts';
import { oneIndictment } from './one-indictment.ts';
import { ownAdmission } from './own-admission.ts';
import type { AttributionStandard } from './standard.ts';
import { twoGovernments } from './two-governments.ts';
import { twoSeparateStatements } from './two-separate-statements.ts';
import { unBody } from './un-body.ts';
import { withoutAttributor, withoutAttributorPrefix } from './without-attributor.ts';

export type { AttributionStandard } from './standard.ts';
export { withoutAttributor } from './without-attributor.ts';

export const attributionStandards: readonly AttributionStandard[] = [
  anyReport,
  oneGovernment,
  twoGovernments,
  twoSeparateStatements,
  oneIndictment,
  ownAdmission,
  unBody,
  credenceStandard,
];
export const defaultStandard = 'one-government';

/** The standard of this name, `without-attributor:X` for any party X included; throws NOT_FOUND listing the names. */
export function findStandard(id: string): AttributionStandard {
  if (id.startsWith(withoutAttributorPrefix)) {
    const left = PartyId.safeParse(id.slice(withoutAttributorPrefix.length));
    if (left.success) return withoutAttributor(left.data);
  }
  const standard = attributionStandards.find((candidate) => candidate.id === id);
  if (standard) return standard;
  const names = [...attributionStandards.map((known) => known.id), `${withoutAttributorPrefix}PARTY`];
  throw new ServandaError(
    'NOT_FOUND',
    `"${id.slice(0, 80)}" is not an attribution standard. Known standards: ${names.join(', ')}.`,
  );
}
