/** servanda record report: how well the record is covered. */
import { checkRecordFiles, reportOnRecord } from '#intake';
import { readDataFiles } from '../data-files.ts';
import { formatTable, printJson, printText } from '../output.ts';
import { sourceFolder } from './places.ts';

/** Prints shares seen, records with two sources, unknown facts by field, answers of the accused, and open exceptions. */
export function printRecordReport(options: { json?: boolean }): void {
  const { record, excepted } = checkRecordFiles(readDataFiles(sourceFolder));
  const report = {
    ...reportOnRecord(record),
    exceptions: excepted.map(({ exception }) => exception),
  };
  if (options.json) {
    printJson(report);
    return;
  }
  const share = (part: number, whole: number): string => (whole === 0 ? '–' : `${Math.round((100 * part) / whole)} %`);
  const { incidents, accused } = report;
  printText([
    ...formatTable(
      ['kind', 'records', 'seen', 'two sources', 'two publishers seen'],
      report.kinds.map(({ kind, records, seen, twoSources, twoPublishersSeen }) => [
        kind,
        String(records),
        `${seen} (${share(seen, records)})`,
        `${twoSources} (${share(twoSources, records)})`,
        `${twoPublishersSeen} (${share(twoPublishersSeen, records)})`,
      ]),
    ),
    '',
    ...formatTable(
      ['unknown facts', 'field', 'unknown', 'of'],
      report.unknown.map(({ kind, field, unknown, of }) => [kind, field, `${unknown} (${share(unknown, of)})`, String(of)]),
    ),
    '',
    `incidents: ${incidents.records}, with a source ${incidents.withSource}, with a seen one ${incidents.withSeenSource} (${share(incidents.withSeenSource, incidents.records)}), all facts compared ${incidents.checked}; states named by anybody: ${incidents.statesNamed}`,
    `states named on record: ${accused.statesNamedOnRecord}, without a recorded answer and not yet looked for: ${accused.withoutAnswer} in ${accused.incidents} incidents`,
    '',
    `exceptions: ${report.exceptions.length}`,
    ...report.exceptions.map(({ rule, kind, id, reason }) => `- ${rule}: ${kind} ${id}: ${reason}`),
  ]);
}
