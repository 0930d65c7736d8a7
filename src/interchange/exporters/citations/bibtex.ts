/** BibTeX entries from CSL items; hostile text cannot leave its field. */
import type { CslItem } from './item.ts';

/** Characters that TeX reads as commands. */
const special: Readonly<Record<string, string>> = {
  '\\': '\\textbackslash{}',
  '{': '\\{',
  '}': '\\}',
  $: '\\$',
  '&': '\\&',
  '%': '\\%',
  '#': '\\#',
  _: '\\_',
  '~': '\\textasciitilde{}',
  '^': '\\textasciicircum{}',
};

function texOf(text: string): string {
  return text.replace(/[\\{}$&%#_~^]/g, (sign) => special[sign] ?? sign).replace(/[\p{Cc}\s]+/gu, ' ');
}

/** An address stays as it is, but for what would end its field. */
function addressOf(url: string): string {
  return url.replace(/[{}\\\s]/g, (sign) => encodeURIComponent(sign));
}

const entryTypes = { webpage: 'online', treaty: 'misc', document: 'misc', report: 'techreport', dataset: 'dataset' };

/** One entry; the key is the id with slashes as colons. */
export function bibtexEntry(item: CslItem): string {
  const [first] = item.issued?.['date-parts'] ?? [];
  const fields: [string, string | undefined][] = [
    ['title', `{${texOf(item.title)}}`],
    ['author', item.author && `{${item.author.map(({ literal }) => `{${texOf(literal)}}`).join(' and ')}}`],
    ['institution', item.type === 'report' && item.author ? `{${texOf(item.author[0]?.literal ?? '')}}` : undefined],
    ['publisher', item.publisher && `{${texOf(item.publisher)}}`],
    ['year', first?.[0] === undefined ? undefined : `{${first[0]}}`],
    ['date', item.issued && `{${dateOf(item.issued['date-parts'])}}`],
    ['number', item.number && `{${texOf(item.number)}}`],
    ['version', item.version && `{${texOf(item.version)}}`],
    ['url', item.URL && `{${addressOf(item.URL)}}`],
    ['note', item.note && `{${texOf(item.note)}}`],
  ];
  const lines = fields.flatMap(([name, value]) =>
    value === undefined || value === '' ? [] : [`  ${name} = ${value}`],
  );
  return `@${entryTypes[item.type]}{${item.id.replaceAll('/', ':')},\n${lines.join(',\n')}\n}\n`;
}

function dateOf(parts: readonly (readonly number[])[]): string {
  return parts
    .map((part) => part.map((number, at) => String(number).padStart(at === 0 ? 4 : 2, '0')).join('-'))
    .join('/');
}
