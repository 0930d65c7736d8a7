/** Reminders as an Atom feed (RFC 4287): one entry for each period of each duty or offer. */
import { formatDay, parseDay } from '#model';
import type { View } from '#registry';
import type { Query } from '../query.ts';
import { dueBoard } from './due.ts';

/** The feed for all agreements, or for one. Equal view and day give equal bytes. */
export function dueFeed(view: View, query: Query, agreement?: string): string {
  const entries = dueBoard(view, query, agreement).result.items.flatMap(({ agreement: id, title, schedules }) =>
    schedules.flatMap(({ basis, duty, reading, recordedAt, periods }) =>
      periods.map(({ period, to, dueOn, closesOn, asked, filed }) => {
        const standing = basis === 'owed' ? 'owed' : 'offered, not owed';
        const name = duty ?? `${id}/offered`;
        return {
          id: `urn:servanda:due:${name}:${period}`,
          title: `${title}: report on ${period}, ${standing}, by ${dueOn}`,
          updated: recordedAt ?? `${formatDay(parseDay(to) + 1)}T00:00:00Z`,
          link: `/agreements/${id}`,
          summary: `${filed.length} filed of ${asked} asked. ${closesOn === null ? 'No closing day.' : `Taken in until ${closesOn}.`} ${reading}`,
        };
      }),
    ),
  );
  const updated =
    entries
      .map((entry) => entry.updated)
      .sort()
      .at(-1) ?? `${query.asOf}T00:00:00Z`;
  return [
    '<?xml version="1.0" encoding="utf-8"?>',
    '<feed xmlns="http://www.w3.org/2005/Atom">',
    `  <id>urn:servanda:due${agreement === undefined ? '' : `:${xml(agreement)}`}</id>`,
    '  <title>Reports due and offered</title>',
    '  <author><name>Servanda</name></author>',
    `  <updated>${updated}</updated>`,
    ...entries.map((entry) =>
      [
        '  <entry>',
        `    <id>${xml(entry.id)}</id>`,
        `    <title>${xml(entry.title)}</title>`,
        `    <updated>${entry.updated}</updated>`,
        `    <link rel="alternate" href="${xml(entry.link)}"/>`,
        `    <summary>${xml(entry.summary)}</summary>`,
        '  </entry>',
      ].join('\n'),
    ),
    '</feed>',
    '',
  ].join('\n');
}

/** Text of a statement may hold anything; what XML 1.0 does not allow becomes a space. */
function xml(text: string): string {
  return text
    .replaceAll(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, ' ')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
