/** The brief as Markdown. */
import type { Envelope } from '#model';
import type { Brief } from './brief.ts';
import { percent, percentRange } from './sentences.ts';

/** Text from statements is data, never markup: what Markdown would read as markup is escaped. */
export function escapeMarkdown(text: string): string {
  return text.replace(/[\\`*_{}[\]<>#|~]/g, '\\$&').replace(/\s+/g, ' ');
}

const text = escapeMarkdown;

/** Prints a brief. Deterministic: the same envelope gives the same bytes. */
export function formatBriefMarkdown(envelope: Envelope<Brief>): string {
  const { dossier, sentence, collection } = envelope.result;
  const { agreement, provisions, coverage } = dossier;
  return [
    `# ${text(agreement.title)}`,
    '',
    `${agreement.agreementKind}, ${text(agreement.forum)}, adopted ${agreement.adoptedOn ?? 'on an unknown date'}; ${agreement.legallyBinding ? 'legally binding' : 'not legally binding'}.`,
    '',
    text(sentence),
    '',
    `> ${text(collection)}`,
    '',
    ...(coverage
      ? [
          '## Coverage',
          '',
          '| measure | value | range | n |',
          '| --- | ---: | ---: | ---: |',
          `| conduct coverage, this record | ${percent(coverage.conduct.value)} | ${percentRange(coverage.conduct)} | ${coverage.conduct.n} |`,
          ...coverage.otherDataSets.map(
            ({ dataSet, scope, conduct }) =>
              `| conduct coverage, ${text(dataSet)}: ${text(scope)} | ${percent(conduct.value)} | ${percentRange(conduct)} | ${conduct.n} |`,
          ),
          `| headcount of UN members | ${percent(coverage.headcount.value)} | ${percentRange(coverage.headcount)} | ${coverage.headcount.n} |`,
          '',
          '## Who is absent',
          '',
          '| party | adherence | would add | incidents behind it |',
          '| --- | --- | ---: | --- |',
          ...coverage.absent.map(
            ({ name, adherence, wouldAdd, incidents }) =>
              `| ${text(name)} | ${adherence === 'unknown' ? 'possibly' : 'no'} | ${percent(wouldAdd)} | ${incidents.slice(0, 5).join(', ')}${incidents.length > 5 ? ` and ${incidents.length - 5} more` : ''} |`,
          ),
          '',
        ]
      : []),
    '## Provisions',
    '',
    '| clause | paraphrase | verifiable | known |',
    '| --- | --- | --- | --- |',
    ...provisions.map(
      ({ ref, paraphrase, verifiable, known }) =>
        `| ${text(ref)} | ${text(paraphrase)} | ${verifiable?.value ?? 'not coded'} | ${known} |`,
    ),
    '',
    'Codings of provisions are project coding, unreviewed.',
    '',
    '## Reporting',
    '',
    text(agreement.reportingDuty ?? 'The text says nothing on reporting.'),
    '',
    '## Assumptions',
    '',
    ...envelope.assumptions.map((assumption) => `- ${text(assumption)}`),
    '',
    '## Sources',
    '',
    ...agreement.sources.map(
      ({ title, url, publisher, known }) =>
        `- ${text(title)}${publisher ? `, ${text(publisher)}` : ''} (${known})${url ? ` <${url}>` : ''}`,
    ),
    '',
    '## Snapshot',
    '',
    ...envelope.snapshot.map(({ origin, size, root }) => `- ${text(origin)}, ${size} entries, root \`${root}\``),
    `- method ${envelope.method}; parameters ${text(JSON.stringify(envelope.parameters))}`,
    '',
  ].join('\n');
}
