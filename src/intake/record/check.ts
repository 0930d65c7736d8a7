/** The checker of the record: all faults of data/, each with file, line, field and what to do. */
import { ServandaError } from '#model';
import { compileRecordLeniently } from './compile.ts';
import { CompiledRecord } from './compiled.ts';
import { separateDepartures } from './departures.ts';
import { applyExceptions, separateExceptions, type Exception } from './exceptions.ts';
import type { DataFile } from './place.ts';
import { recordRules, schemaRule } from './rules/index.ts';

export interface CheckedRecord {
  record: CompiledRecord;
  /** Faults that stand: none in a record that may be published. */
  faults: ServandaError[];
  /** Faults that data/exceptions.yaml covers, with the reason it gives. */
  excepted: { fault: ServandaError; exception: Exception }[];
}

/**
 * Checks files of data/ by every rule. Faults of form come first; while there are any, only rules that look at single
 * records run, since a record that could not be read would be missed everywhere.
 */
export function checkRecordFiles(files: readonly DataFile[]): CheckedRecord {
  const form: ServandaError[] = [];
  const take = <Result extends { records: DataFile[] }>(separate: (from: readonly DataFile[]) => Result, from: readonly DataFile[]): Result | null => {
    try {
      return separate(from);
    } catch (error) {
      if (!(error instanceof ServandaError)) throw error;
      form.push(asFormFault(error));
      return null;
    }
  };
  const aside = take(separateExceptions, files);
  const departures = take(separateDepartures, aside?.records ?? files);
  const { statements, faults } = compileRecordLeniently(departures?.records ?? aside?.records ?? files);
  const record = new CompiledRecord(statements);
  const malformed = [...form, ...faults.map(asFormFault)];
  const rules = recordRules.filter(({ needsWhole }) => malformed.length === 0 || needsWhole !== true);
  const all = [...malformed, ...rules.flatMap((rule) => rule.check(record))];
  const { standing, excepted } = applyExceptions(all, aside?.exceptions ?? [], malformed.length === 0);
  return { record, faults: standing, excepted };
}

function asFormFault(error: ServandaError): ServandaError {
  const toDo = 'The codebook (docs/methodology/codebook.md) lists every field and code.';
  return new ServandaError(error.code, `${error.message} ${toDo} (rule ${schemaRule.id})`, {
    place: error.place,
    details: { ...error.details, rule: schemaRule.id },
    cause: error,
  });
}

/** The id of the rule that a fault breaks. */
export function ruleOf(error: ServandaError): string {
  const { rule } = error.details;
  return typeof rule === 'string' ? rule : schemaRule.id;
}
