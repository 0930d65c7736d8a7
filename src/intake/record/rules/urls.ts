/** Addresses of pages: public, whole, and never shown instead of a publisher where a person's name is in them. */
import type { ServandaError } from '#model';
import type { PlacedStatement } from '../compile.ts';
import { fault, type Path } from '../compiled.ts';
import { personInAddress } from './person-names.ts';
import type { RecordRule } from './rule.ts';

export const urls: RecordRule = {
  id: 'urls',
  rule: 'An address is a public http(s) address without spaces, user name, port or local host; one with a person in it needs a publisher, whose name is shown instead.',
  check(record) {
    return [
      ...record.all('source').flatMap((source) => [
        ...(source.body.url === null ? [] : malformed(source, ['url'], source.body.url)),
        ...(source.body.url !== null && source.body.publisher === null ? namedInAddress(source, source.body.url) : []),
      ]),
      ...record.all('agreement').flatMap((agreement) => (agreement.body.textUrl === null ? [] : malformed(agreement, ['textUrl'], agreement.body.textUrl))),
      ...record.all('external-count').flatMap((count) => malformed(count, ['url'], count.body.url)),
    ];
  },
};

function malformed(statement: PlacedStatement, field: Path, url: string): ServandaError[] {
  const found = whatIsWrong(url);
  return found === null ? [] : [fault(urls.id, statement, field, `"${url.slice(0, 120)}" ${found}.`, 'Write the address of the page as anybody can open it.')];
}

function whatIsWrong(url: string): string | null {
  if (/\s/.test(url)) return 'has a space in it';
  if (!URL.canParse(url)) return 'is no address';
  const { hostname, username, port } = new URL(url);
  if (username !== '') return 'carries a user name';
  if (port !== '') return 'names a port';
  if (!hostname.includes('.') || /^[\d.]+$/.test(hostname) || hostname.endsWith('.local')) return 'is no public host';
  return null;
}

function namedInAddress(source: PlacedStatement, url: string): ServandaError[] {
  const name = personInAddress(url);
  return name === null
    ? []
    : [fault(urls.id, source, ['publisher'], `the address seems to hold a person's name ("${name}") and there is no publisher to show instead.`, 'Add the publisher.')];
}
