/** Templates: what a report may be asked to speak of, clause by clause. They help to write; nothing is judged by them. */
import type { Agreement, Provision } from '#model';

/** A part of a template: which provisions it is for, and what each of them is asked. */
interface TemplatePart {
  /** Parts of references after the agreement, such as `13` for 13a to 13k; empty: every other provision. */
  refs: readonly string[];
  title: string;
  prompts: readonly string[];
}

export interface ReportTemplate {
  id: string;
  title: string;
  /** What it follows, and how far. */
  after: string;
  source: { title: string; url: string } | null;
  /** Agreements it is made for; empty: any. */
  agreements: readonly string[];
  parts: readonly TemplatePart[];
  /** Asked once, answered in the note of the report. */
  general: readonly string[];
}

const ownWords = 'the questions are worded by this project, unreviewed';

/** The table of templates. The first that is made for an agreement is offered with it; the last fits any. */
export const reportTemplates: readonly ReportTemplate[] = [
  {
    id: 'paris-call-principles',
    title: 'The nine principles of the Paris Call',
    after: `Ordered by the nine principles; ${ownWords}.`,
    source: { title: 'Text of the Paris Call', url: 'https://pariscall.international/en/call' },
    agreements: ['paris-call-2018'],
    parts: [
      {
        refs: ['1'],
        title: 'Individuals and infrastructure',
        prompts: [
          'Which incidents that threatened people or critical infrastructure did you help to prevent or to recover from?',
          'Which arrangement for that was new in the period?',
        ],
      },
      {
        refs: ['2'],
        title: 'The Internet',
        prompts: [
          'What did you do for the availability or integrity of the public core, and what did you refrain from?',
        ],
      },
      {
        refs: ['3'],
        title: 'Elections',
        prompts: ['Which capacity against interference with elections did you build, with whom?'],
      },
      {
        refs: ['4'],
        title: 'Intellectual property',
        prompts: ['Which rule, control or case concerned theft of trade secrets for competitive advantage?'],
      },
      {
        refs: ['5'],
        title: 'Non-proliferation',
        prompts: ['Which tool or practice was kept from spreading: by licence, disclosure, refusal to sell, takedown?'],
      },
      {
        refs: ['6'],
        title: 'Life cycle and supply chain',
        prompts: [
          'Which products or services are covered by which security requirement, from design to end of support?',
        ],
      },
      {
        refs: ['7'],
        title: 'Cyber hygiene',
        prompts: ['Which effort reached whom, and how was its reach counted?'],
      },
      {
        refs: ['8'],
        title: 'No private hack back',
        prompts: ['Which rule or contract keeps private actors, yourself included, from hacking back?'],
      },
      {
        refs: ['9'],
        title: 'International norms',
        prompts: ['Where did you argue for the norms or a confidence-building measure, and what came of it?'],
      },
    ],
    general: ['Which supporters did you work with?', 'What was planned and not done, and why?'],
  },
  {
    id: 'unidir-national-survey',
    title: 'National survey of implementation, in four parts',
    after: `After the four parts of the UNIDIR National Survey of Implementation: norms, international law, confidence-building measures, capacity; as there, no question is mandatory. It is not the survey's text: ${ownWords}.`,
    source: {
      title: 'UNIDIR National Survey of Implementation: instructions',
      url: 'https://nationalcybersurvey.cyberpolicyportal.org/instructions/',
    },
    agreements: ['un-gge-2015', 'un-gge-2021', 'un-oewg-2021', 'unga-70-237'],
    parts: [
      {
        refs: ['28', '71'],
        title: 'International law',
        prompts: [
          'Which position on how this applies was published, where, and when?',
          'Which advice or procedure puts it into practice?',
        ],
      },
      {
        refs: [],
        title: 'Norms',
        prompts: [
          'Which law, policy or body implements it?',
          'What was done in the period, with whom?',
          'What stands in the way, and what help is needed?',
        ],
      },
    ],
    general: [
      'Confidence-building measures: which point of contact, exchange or consultation was kept?',
      'Capacity: what was given, what was received, what is needed?',
    ],
  },
  {
    id: 'by-provision',
    title: 'Provision by provision',
    after: `For any agreement; ${ownWords}.`,
    source: null,
    agreements: [],
    parts: [
      {
        refs: [],
        title: 'Provision',
        prompts: ['What was done in the period?', 'Where can it be seen?', 'What is left to do?'],
      },
    ],
    general: ['What was planned and not done, and why?'],
  },
];

/** Templates that fit an agreement, the most special first. */
export function templatesFor(agreement: Agreement): ReportTemplate[] {
  return reportTemplates.filter(({ agreements }) => agreements.length === 0 || agreements.includes(agreement.id));
}

/** What a template asks of a provision. */
export function promptsOf(
  template: ReportTemplate,
  provision: Provision,
): { part: string; prompts: readonly string[] } {
  const ref = provision.id.slice(provision.agreement.length + 1);
  const part =
    template.parts.find(({ refs }) =>
      refs.some((one) => ref.startsWith(one) && /^[a-z]?$/.test(ref.slice(one.length))),
    ) ?? template.parts.find(({ refs }) => refs.length === 0);
  return { part: part?.title ?? template.title, prompts: part?.prompts ?? [] };
}
