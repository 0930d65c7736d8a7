/** Faults of norms that no rule on single records can see: what compiling them together finds, exceptions included. */
import type { CheckedRecord } from '#intake';
import { checkNorms, sourceOf } from '#norms';

/** Adds them, once everything else is in order: before that, names that are missing would be told twice. */
export function withNormFaults(checked: CheckedRecord): CheckedRecord {
  if (checked.faults.length > 0) return checked;
  const { record } = checked;
  const source = sourceOf({
    provisions: record.all('provision'),
    encodings: record.all('encoding'),
    sets: record.all('definition-set'),
    vocabularies: record.all('norm-vocabulary'),
  });
  const terms = record.all('term').map(({ body }) => body.id);
  return { ...checked, faults: checkNorms({ ...source, terms }) };
}
