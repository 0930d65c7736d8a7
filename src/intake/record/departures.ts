/** What left data/, and why: the reasons behind withdrawals and redirects in the record log. */
import { z } from 'zod';
import { parseWith } from '#model';
import { parseDataFile, type DataFile } from './place.ts';

export const departuresFile = 'departures.yaml';

/** A record (and what was nested in it) that is no longer in data/; `to` names what it was renamed to or merged into. */
const Departure = z.strictObject({
  kind: z.string().max(60),
  id: z.string().min(1).max(200),
  to: z.string().min(1).max(200).nullable().default(null),
  reason: z.string().min(1).max(4000),
});
export type Departure = z.infer<typeof Departure>;

const Departures = z.strictObject({ departures: z.array(Departure) });

/** Takes the file of departures out of the files of data/. Throws INPUT_INVALID naming its file and field. */
export function separateDepartures(files: readonly DataFile[]): { records: DataFile[]; departures: Departure[] } {
  const file = files.find(({ path }) => path === departuresFile);
  const records = files.filter(({ path }) => path !== departuresFile);
  if (!file) return { records, departures: [] };
  return { records, departures: parseWith(Departures, parseDataFile(file).value, departuresFile).departures };
}
