/** Exceptions from the rules of the checker: each names a rule, a record and a reason, and ends when its fault is gone. */
import { z } from 'zod';
import { ServandaError, parseWith } from '#model';
import { parseDataFile, type DataFile } from './place.ts';

export const exceptionsFile = 'exceptions.yaml';

const Exception = z.strictObject({
  rule: z.string().max(60),
  kind: z.string().max(60),
  id: z.string().min(1).max(200),
  reason: z.string().min(1).max(4000),
});
export type Exception = z.infer<typeof Exception>;

const Exceptions = z.strictObject({ exceptions: z.array(Exception) });

/** Takes the file of exceptions out of the files of data/. Throws INPUT_INVALID naming its field. */
export function separateExceptions(files: readonly DataFile[]): { records: DataFile[]; exceptions: Exception[] } {
  const file = files.find(({ path }) => path === exceptionsFile);
  const records = files.filter(({ path }) => path !== exceptionsFile);
  if (!file) return { records, exceptions: [] };
  return { records, exceptions: parseWith(Exceptions, parseDataFile(file).value, exceptionsFile).exceptions };
}

/** Faults that stand, faults that an exception covers, and (if `whole`) a fault for each exception that covers none. */
export function applyExceptions(
  faults: readonly ServandaError[],
  exceptions: readonly Exception[],
  whole: boolean,
): { standing: ServandaError[]; excepted: { fault: ServandaError; exception: Exception }[] } {
  const excepted: { fault: ServandaError; exception: Exception }[] = [];
  const standing: ServandaError[] = [];
  for (const fault of faults) {
    const { rule, kind, id } = fault.details;
    const exception = exceptions.find((one) => one.rule === rule && one.kind === kind && one.id === id);
    if (exception) excepted.push({ fault, exception });
    else standing.push(fault);
  }
  const idle = exceptions.filter((one) => whole && !excepted.some(({ exception }) => exception === one));
  return {
    standing: [
      ...standing,
      ...idle.map(
        ({ rule, kind, id }) =>
          new ServandaError(
            'RECORD_RULE',
            `${exceptionsFile}:1: the ${kind} ${id} does not break the rule ${rule} (any more). Remove the exception. (rule exceptions)`,
            { place: { file: exceptionsFile, line: 1 }, details: { rule: 'exceptions', kind, id } },
          ),
      ),
    ],
    excepted,
  };
}
