/** Drafts of reports and reviews, as the command line and the forms begin them; nobody has said anything by a draft. */
import { ServandaError, type Report, type Review } from '#model';
import type { View } from '#registry';
import type { Query } from '../query.ts';
import { inPrintedOrder } from '../dossiers/agreement.ts';
import { partyName } from '../sources.ts';
import { filedAt, reportDossier, type ReportDossier } from './reports.ts';
import { recommendationsTo, type RecommendationLine } from './recommendations.ts';
import { schedulesOf, type Period, type Schedule } from './schedule.ts';
import { promptsOf, templatesFor, type ReportTemplate } from './templates.ts';

export interface ReportDraftWords {
  agreement: string;
  party: string;
  /** Default: the last period that is over. */
  period?: string | undefined;
  /** Default: the one of the duty, else the first that is made for the agreement. */
  template?: string | undefined;
  /** Begin with the report that stands, as a correction of it. */
  correct?: boolean | undefined;
}

/** A period that can be reported on, with the schedule it belongs to. */
export interface OfferedPeriod extends Period, Pick<Schedule, 'duty' | 'basis' | 'title' | 'template'> {}

export interface ReportDraft {
  /** Without its nonce, which whoever signs adds. Measures are empty: they are filled in or taken out. */
  body: Omit<Report, 'nonce'>;
  agreementTitle: string;
  partyName: string;
  periods: OfferedPeriod[];
  templates: Pick<ReportTemplate, 'id' | 'title'>[];
  template: Pick<ReportTemplate, 'id' | 'title' | 'after' | 'source' | 'general'>;
  /** What each provision says in paraphrase, and what the template asks of it; in the order of the measures. */
  asks: { provision: string; ref: string; paraphrase: string; part: string; prompts: readonly string[] }[];
  /** The report that stands for this period; another is taken in as its correction only. */
  standing: { id: string; statement: string; filedAt: string } | null;
}

/** Begins a report; throws NOT_FOUND for the agreement and INPUT_INVALID for a period or template that is not there. */
export function reportDraft(view: View, query: Query, words: ReportDraftWords): ReportDraft {
  const agreement = view.get('agreement', words.agreement);
  const periods = schedulesOf(view, agreement, query.asOf).flatMap(({ duty, basis, title, template, periods }) =>
    periods.map((period) => ({ ...period, duty, basis, title, template })),
  );
  const chosen = choosePeriod(periods, words.period, query.asOf, agreement.id);
  const templates = templatesFor(agreement);
  const template = chooseTemplate(templates, words.template ?? chosen.template ?? undefined);
  const id = `${agreement.id}/${words.party}/${chosen.period}`;
  const stands = view.find('report', id);
  const old = words.correct === true ? stands : undefined;
  const provisions = inPrintedOrder(view.by('provision', 'agreement', agreement.id));
  return {
    body: {
      kind: 'report',
      id,
      agreement: agreement.id,
      party: words.party,
      duty: chosen.duty,
      period: chosen.period,
      periodFrom: chosen.from,
      periodTo: chosen.to,
      measures: provisions.map(
        ({ id: provision }) =>
          old?.body.measures.find((measure) => measure.provision === provision) ?? {
            provision,
            measure: '',
            level: null,
            doneOn: null,
            evidence: [],
          },
      ),
      note: old?.body.note ?? null,
      ...(old && { supersedes: old.statement }),
    },
    agreementTitle: agreement.title,
    partyName: partyName(view, words.party),
    periods,
    templates: templates.map((one) => ({ id: one.id, title: one.title })),
    template: {
      id: template.id,
      title: template.title,
      after: template.after,
      source: template.source,
      general: template.general,
    },
    asks: provisions.map((provision) => ({
      provision: provision.id,
      ref: provision.id.slice(agreement.id.length + 1),
      paraphrase: provision.paraphrase,
      ...promptsOf(template, provision),
    })),
    standing: stands ? { id, statement: stands.statement, filedAt: filedAt(view, stands) } : null,
  };
}

function choosePeriod(
  periods: readonly OfferedPeriod[],
  wanted: string | undefined,
  asOf: string,
  agreement: string,
): OfferedPeriod {
  const over = periods.filter(({ to }) => to <= asOf).sort((a, b) => (a.to < b.to ? 1 : -1));
  const chosen = wanted === undefined ? over[0] : periods.find(({ period }) => period === wanted);
  if (chosen) return chosen;
  const known = periods.map(({ period }) => period).join(', ') || 'none';
  const what = wanted === undefined ? 'no period that is over' : `no period "${wanted.slice(0, 60)}"`;
  throw new ServandaError('INPUT_INVALID', `${agreement} has ${what}; its periods: ${known}.`, {
    place: { field: 'period' },
  });
}

function chooseTemplate(templates: readonly ReportTemplate[], wanted: string | undefined): ReportTemplate {
  const found = wanted === undefined ? templates[0] : templates.find(({ id }) => id === wanted);
  if (found) return found;
  const known = templates.map(({ id }) => id).join(', ');
  throw new ServandaError(
    'INPUT_INVALID',
    `No template "${(wanted ?? '').slice(0, 60)}" fits this agreement; there are: ${known}.`,
    { place: { field: 'template' } },
  );
}

export interface ReviewDraft {
  /** Without its nonce. Levels are null: no evidence seen, which is not zero. */
  body: Omit<Review, 'nonce'>;
  reviewerName: string;
  report: ReportDossier;
  /** Recommendations of earlier reviews to the same party on this agreement, for follow-up. */
  earlier: RecommendationLine[];
  standing: { id: string; statement: string } | null;
}

/** Begins a review of a report; throws NOT_FOUND. With `correct` it begins with the reviewer's review that stands. */
export function reviewDraft(
  view: View,
  query: Query,
  { report: id, reviewer, correct }: { report: string; reviewer: string; correct?: boolean | undefined },
): ReviewDraft {
  const report = reportDossier(view, id, query.asOf);
  const name = `${report.id}/${reviewer}`;
  const stands = view.find('review', name);
  const old = correct === true ? stands : undefined;
  return {
    body: {
      kind: 'review',
      id: name,
      report: report.id,
      agreement: report.agreement,
      reviewer,
      panel: old?.body.panel ?? [],
      ratings: report.measures.map(
        ({ provision }) =>
          old?.body.ratings.find((rating) => rating.provision === provision) ?? {
            provision,
            level: null,
            evidence: null,
            reasons: '',
          },
      ),
      recommendations: old?.body.recommendations ?? [],
      followUps: old?.body.followUps ?? [],
      note: old?.body.note ?? null,
      ...(old && { supersedes: old.statement }),
    },
    reviewerName: partyName(view, reviewer),
    report,
    earlier: recommendationsTo(view, { agreement: report.agreement, party: report.party }).filter(
      (line) => line.report !== report.id,
    ),
    standing: stands ? { id: name, statement: stands.statement } : null,
  };
}
