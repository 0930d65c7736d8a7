/** The brief as one HTML file that needs nothing else: no script, no style from elsewhere. */
import type { Envelope } from '#model';
import type { Brief } from './brief.ts';
import { percent, percentRange } from './sentences.ts';

/** Escapes text for HTML content and attribute values. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}

const text = escapeHtml;

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const cells = (tag: 'th' | 'td', row: readonly string[]): string =>
    `<tr>${row.map((cell) => `<${tag}>${text(cell)}</${tag}>`).join('')}</tr>`;
  return `<table><thead>${cells('th', head)}</thead><tbody>${rows.map((row) => cells('td', row)).join('')}</tbody></table>`;
}

/** Prints a brief. Deterministic: the same envelope gives the same bytes. */
export function formatBriefHtml(envelope: Envelope<Brief>): string {
  const { dossier, sentence, collection } = envelope.result;
  const { agreement, provisions, coverage } = dossier;
  const parts = [
    `<h1>${text(agreement.title)}</h1>`,
    `<p>${text(`${agreement.agreementKind}, ${agreement.forum}, adopted ${agreement.adoptedOn ?? 'on an unknown date'}; ${agreement.legallyBinding ? 'legally binding' : 'not legally binding'}.`)}</p>`,
    `<p><strong>${text(sentence)}</strong></p>`,
    `<blockquote>${text(collection)}</blockquote>`,
    ...(coverage
      ? [
          '<h2>Coverage</h2>',
          table(
            ['measure', 'value', 'range', 'n'],
            [
              ['conduct coverage, this record', coverage.conduct] as const,
              ...coverage.otherDataSets.map(
                ({ dataSet, scope, conduct }) => [`conduct coverage, ${dataSet}: ${scope}`, conduct] as const,
              ),
              ['headcount of UN members', coverage.headcount] as const,
            ].map(([name, share]) => [name, percent(share.value), percentRange(share), String(share.n)]),
          ),
          '<h2>Who is absent</h2>',
          table(
            ['party', 'adherence', 'would add', 'incidents behind it'],
            coverage.absent.map(({ name, adherence, wouldAdd, incidents }) => [
              name,
              adherence === 'unknown' ? 'possibly' : 'no',
              percent(wouldAdd),
              incidents.join(', '),
            ]),
          ),
        ]
      : []),
    '<h2>Provisions</h2>',
    table(
      ['clause', 'paraphrase', 'verifiable', 'known'],
      provisions.map(({ ref, paraphrase, verifiable, known }) => [
        ref,
        paraphrase,
        verifiable?.value ?? 'not coded',
        known,
      ]),
    ),
    '<p>Codings of provisions are project coding, unreviewed.</p>',
    `<h2>Reporting</h2><p>${text(agreement.reportingDuty ?? 'The text says nothing on reporting.')}</p>`,
    `<h2>Assumptions</h2><ul>${envelope.assumptions.map((item) => `<li>${text(item)}</li>`).join('')}</ul>`,
    `<h2>Sources</h2><ul>${agreement.sources
      .map(({ title, url, publisher, known }) => {
        const label = text(`${title}${publisher ? `, ${publisher}` : ''} (${known})`);
        return `<li>${url ? `<a href="${text(url)}" rel="noreferrer">${label}</a>` : label}</li>`;
      })
      .join('')}</ul>`,
    `<h2>Snapshot</h2><ul>${envelope.snapshot.map(({ origin, size, root }) => `<li>${text(origin)}, ${size} entries, root <code>${text(root)}</code></li>`).join('')}</ul>`,
    `<p>Method ${text(envelope.method)}; parameters <code>${text(JSON.stringify(envelope.parameters))}</code></p>`,
  ];
  return `<!doctype html>\n<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${text(agreement.title)}</title></head>\n<body>\n${parts.join('\n')}\n</body></html>\n`;
}
