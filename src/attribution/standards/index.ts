/** The table of attribution standards. */
import { ServandaError } from '#model';
import { anyReport } from './any-report.ts';
import { oneGovernment } from './one-government.ts';
import type { AttributionStandard } from './standard.ts';
import { twoGovernments } from './two-governments.ts';

export type { AttributionStandard } from './standard.ts';

export const attributionStandards: readonly AttributionStandard[] = [anyReport, oneGovernment, twoGovernments];
export const defaultStandard = 'one-government';

/** The standard of this name; throws NOT_FOUND listing the names. */
export function findStandard(id: string): AttributionStandard {
  const standard = attributionStandards.find((candidate) => candidate.id === id);
  if (standard) return standard;
  throw new ServandaError(
    'NOT_FOUND',
    `"${id.slice(0, 80)}" is not an attribution standard. Known standards: ${attributionStandards.map((known) => known.id).join(', ')}.`,
  );
}
