/** The due board: for every agreement what is owed or offered, by when, and who filed. */
import { transparencyOfAgreement, type Duty } from '#analysis';
import type { Envelope } from '#model';
import type { View } from '#registry';
import { envelope } from '../envelope.ts';
import type { Query } from '../query.ts';
import { partyName } from '../sources.ts';
import { filedAt, reportVersions } from './reports.ts';
import { addresseesOf, schedulesOf, type Period, type Schedule } from './schedule.ts';

export interface DuePeriod extends Period {
  /** By the as-of day. `due`: the due day is over, and reports are still taken in. */
  state: 'running' | 'open' | 'due' | 'closed';
  /** Parties that are asked. */
  asked: number;
  filed: { party: string; name: string; report: string; filedOn: string; late: boolean }[];
}

export interface DueLine {
  agreement: string;
  title: string;
  /** Does the text oblige anybody? A recorded duty says so, else a coded reading. */
  duty: Duty;
  /** One sentence that can be quoted. */
  sentence: string;
  schedules: (Omit<Schedule, 'periods'> & { periods: DuePeriod[] })[];
  /** Reports on record, whatever they answer. */
  reports: number;
}

export const dueAssumptions: readonly string[] = [
  'owed is what a registrar recorded as owed; whether a text obliges anybody is otherwise project coding, unreviewed',
  'where no duty is recorded, a report on the last calendar year is offered, due on 30 June after it: offered, not owed',
  'asked are the parties named, or all that are surely bound on the last day of the period',
  'only reports filed here are counted; reports published elsewhere are under transparency',
];

/** The due board of every agreement, or of one; throws NOT_FOUND. */
export function dueBoard(view: View, query: Query, agreement?: string): Envelope<{ items: DueLine[] }> {
  const agreements = agreement === undefined ? view.all('agreement') : [view.get('agreement', agreement)];
  const items = agreements.map((one): DueLine => {
    const versions = reportVersions(view, one.id);
    const schedules = schedulesOf(view, one, query.asOf).map((schedule) => ({
      ...schedule,
      periods: schedule.periods.map((period): DuePeriod => {
        const filed = versions
          .filter(({ body }) => body.period === period.period && body.duty === schedule.duty)
          .map((version) => ({
            party: version.body.party,
            name: partyName(view, version.body.party),
            report: version.body.id,
            filedOn: filedAt(view, version).slice(0, 10),
            late: filedAt(view, version).slice(0, 10) > period.dueOn,
          }));
        const asked = addresseesOf(view, query, schedule, period).length;
        return { ...period, state: stateOf(period, query.asOf), asked, filed };
      }),
    }));
    const isOwed = schedules.some(({ basis }) => basis === 'owed');
    const duty = isOwed ? 'owed' : transparencyOfAgreement(view, one.id, query.asOf).duty;
    return {
      agreement: one.id,
      title: one.title,
      duty,
      sentence: sentenceOf(one.title, duty, isOwed, schedules, versions.length),
      schedules,
      reports: versions.length,
    };
  });
  return envelope(view, 'due/1', query, { agreement: agreement ?? null }, dueAssumptions, { items });
}

function stateOf({ to, dueOn, closesOn }: Period, asOf: string): DuePeriod['state'] {
  if (closesOn !== null && asOf > closesOn) return 'closed';
  if (asOf > dueOn) return 'due';
  return asOf >= to ? 'open' : 'running';
}

/** Where no recorded duty says so. */
const dutyWords: Readonly<Record<string, string>> = {
  owed: 'owed, and no schedule is recorded',
  invited: 'invited, none owed',
  none: 'none owed',
  'none-recorded': 'none owed by what is recorded of the text',
};

function sentenceOf(
  title: string,
  duty: Duty,
  isRecorded: boolean,
  schedules: DueLine['schedules'],
  reports: number,
): string {
  const owed = isRecorded ? 'owed' : (dutyWords[duty] ?? 'whether any is owed is not coded');
  const what = schedules.flatMap(({ basis, periods }) =>
    periods.map(({ period, dueOn }) => `${basis === 'owed' ? 'owed' : 'offered, not owed'}: ${period}, by ${dueOn}`),
  );
  const who = reports === 0 ? 'filed by nobody' : `${reports} filed`;
  return `${title}: ${[owed, ...what, who].join('; ')}.`;
}
