/** What parties owe or are offered to report, as the method on transparency reads it: one line a party and period. */
import type { Obligation } from '#analysis';
import type { Report } from '#model';
import type { View } from '#registry';
import type { Query } from '../query.ts';
import { filedAt, reportVersions } from './reports.ts';
import { reviewsOf } from './reviews.ts';
import { addresseesOf, schedulesOf } from './schedule.ts';

/** Obligations of an agreement under recorded duties of one basis. Derived offers are no duty of anybody and are left out. */
export function obligationsOf(view: View, query: Query, agreement: string, basis: 'owed' | 'offered'): Obligation[] {
  const schedules = schedulesOf(view, view.get('agreement', agreement), query.asOf).filter(
    (schedule) => schedule.duty !== null && schedule.basis === basis,
  );
  const versions = reportVersions(view, agreement);
  return schedules.flatMap((schedule) =>
    schedule.periods.flatMap((period) =>
      addresseesOf(view, query, schedule, period).map((party) => {
        const version = versions.find(
          ({ body }) => body.party === party && body.duty === schedule.duty && body.period === period.period,
        );
        return {
          id: `${schedule.duty}/${period.period}/${party}`,
          party,
          due: period.dueOn,
          filed: version ? filedAt(view, version).slice(0, 10) : null,
          ...(version ? standing(view, version.body, query.asOf) : { level: null, evidence: null }),
          weight: 1,
        };
      }),
    ),
  );
}

/**
 * Level and evidence of a report: the lower median over its provisions of what final reviews say; where none is final,
 * of its own words, with evidence 2 if every measure links to something published, else 1 (methods, section 7).
 */
function standing(view: View, report: Report, asOf: string): { level: number | null; evidence: number | null } {
  const ratings = reviewsOf(view, report.id, asOf)
    .filter(({ provisional }) => !provisional)
    .flatMap((review) => review.ratings);
  if (ratings.length > 0) {
    return {
      level: lowerMedian(ratings.map(({ level }) => level)),
      evidence: lowerMedian(ratings.map(({ evidence }) => evidence)),
    };
  }
  return {
    level: lowerMedian(report.measures.map(({ level }) => level)),
    evidence: report.measures.every(({ evidence }) => evidence.length > 0) ? 2 : 1,
  };
}

/** Levels are ordinal: of an even number, the lower of the two in the middle. Unknown ones are left out. */
function lowerMedian(values: readonly (number | null)[]): number | null {
  const known = values.filter((value) => value !== null).sort((a, b) => a - b);
  return known[Math.floor((known.length - 1) / 2)] ?? null;
}
