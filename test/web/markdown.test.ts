/** Documents in Markdown: what is supported becomes HTML, everything else stays text, nothing a document holds can run. */
import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { parseHTML } from 'linkedom';
import { describe, expect, test, vi } from 'vitest';
import { printError } from '../../src/cli/errors.ts';
import { ServandaError, errorCodes, type ErrorCode } from '../../src/model/errors.ts';
import { ledgerErrorCodes } from '../../src/ledger/errors.ts';
import { problemOf } from '../../src/server/problem.ts';
import { renderDocument } from '../../src/web/markdown/document.ts';
import { renderInline } from '../../src/web/markdown/inline.ts';
import { folders, linksOf, pageOf } from '../../src/web/markdown/links.ts';

/** What the tests ask of a parsed page; no types of a browser are loaded here. */
interface Element {
  localName: string;
  textContent: string;
  className: string;
  attributes: Iterable<{ name: string; value: string }>;
  getAttribute(name: string): string | null;
}
interface Parsed {
  querySelector(selector: string): Element | null;
  querySelectorAll(selector: string): Iterable<Element>;
}
const parsed = (html: string): Parsed =>
  (parseHTML(`<main>${html}</main>`) as unknown as { document: Parsed }).document;

const html = (markdown: string): string => renderDocument(markdown, linksOf('methodology/x.md')).html;

describe('blocks', () => {
  test.each([
    ['## Two `words`', '<h2 id="two-words">Two <code>words</code></h2>'],
    ['a\nb\n\nc', '<p>a b</p>\n<p>c</p>'],
    ['- a\n- b', '<ul><li>a</li><li>b</li></ul>'],
    ['3. a\n4. b', '<ol start="3"><li>a</li><li>b</li></ol>'],
    ['- a\n  - b\n  - c\n- d', '<ul><li>a\n<ul><li>b</li><li>c</li></ul></li><li>d</li></ul>'],
    ['- a\n  goes on\n\n- b', '<ul><li>a goes on</li><li>b</li></ul>'],
    ['- a\n\nthen', '<ul><li>a</li></ul>\n<p>then</p>'],
    ['text\n- a', '<p>text</p>\n<ul><li>a</li></ul>'],
    [
      '```sh\na < b\n\n# no heading\n```\nafter',
      '<pre tabindex="0"><code>a &lt; b\n\n# no heading</code></pre>\n<p>after</p>',
    ],
    ['```\nnever closed', '<pre tabindex="0"><code>never closed</code></pre>'],
    ['> a\n> b', '<blockquote><p>a b</p></blockquote>'],
    ['***', '<hr>'],
    ['2018. A year', '<ol start="2018"><li>A year</li></ol>'],
    ['a | b', '<p>a | b</p>'],
  ])('%j', (markdown, expected) => {
    expect(html(markdown)).toBe(expected);
  });

  test('a table has headings, sides, and bars in code and after a backslash', () => {
    const document = parsed(html('| a | n |\n| - | -: |\n| `x|y` | 1 |\n| p\\|q |\n\nafter'));
    expect([...document.querySelectorAll('th')].map((cell) => [cell.textContent, cell.className])).toEqual([
      ['a', ''],
      ['n', 'number'],
    ]);
    expect([...document.querySelectorAll('td')].map((cell) => cell.textContent)).toEqual(['x|y', '1', 'p|q', '']);
    expect(document.querySelector('p')?.textContent).toBe('after');
  });

  test('title, summary and contents; equal headings get addresses of their own', () => {
    const { title, summary, contents } = renderDocument(
      '# On _it_\n\nMethod.\n\n**Question.** Does `it`?\n\n## A\n\n### B\n\n## A',
      () => null,
    );
    expect([title, summary]).toEqual(['On it', 'Does it?']);
    expect(contents).toEqual([
      { id: 'a', text: 'A' },
      { id: 'a-2', text: 'A' },
    ]);
  });
});

describe('inline', () => {
  test.each([
    ['**a _b_**', '<strong>a <em>b</em></strong>'],
    ['*a* and 2 * 3 * 4', '<em>a</em> and 2 * 3 * 4'],
    ['known_at and _as of_', 'known_at and <em>as of</em>'],
    ['`a*b*` `` c`d ``', '<code>a*b*</code> <code>c`d</code>'],
    ['**`a**b`**', '<strong><code>a**b</code></strong>'],
    ['\\*a\\* \\a', '*a* \\a'],
    ['[e](effect.md#verdict-words)', '<a href="/methodology/effect#verdict-words">e</a>'],
    ['[s](../spec/log.md) [r](../../README.md) [h](#x)', '<a href="/methodology/spec/log">s</a> r <a href="#x">h</a>'],
    ['[w](https://x.org/a_(b)?c&d)', '<a href="https://x.org/a_(b)?c&amp;d" rel="external noopener noreferrer">w</a>'],
    ['<https://x.org>', '<a href="https://x.org" rel="external noopener noreferrer">https://x.org</a>'],
    ['[x](javascript:alert%281%29) [y](data:text/html,x) [z](//evil.org)', 'x y z'],
    ['![p](https://x.org/p.png)', 'p'],
    ['<b onclick="x">&amp;</b>', '&lt;b onclick=&quot;x&quot;&gt;&amp;amp;&lt;/b&gt;'],
    ['`never closed', '`never closed'],
    ['[open](', '[open]('],
  ])('%j', (markdown, expected) => {
    expect(renderInline(markdown, linksOf('methodology/x.md'))).toBe(expected);
  });
});

describe('safety', () => {
  const marks = fc.constantFrom(
    ...[
      '#',
      '- ',
      '> ',
      '|',
      '`',
      '```',
      '*',
      '**',
      '_',
      '[',
      '](',
      ')',
      '<',
      '>',
      '"',
      "'",
      '&',
      '\\',
      '\n',
      ' ',
      '!',
      '1. ',
    ],
    ...['<script>', 'javascript:x', 'https://x.org/"onload=', 'a', 'style=', '--', '](javascript:alert(1))', '\u202e'],
  );

  test('whatever a document holds, its HTML holds only known elements and attributes', () => {
    fc.assert(
      fc.property(fc.array(marks, { maxLength: 60 }), (parts) => {
        const document = parsed(html(parts.join('')));
        for (const element of document.querySelectorAll('main *')) {
          expect(
            'h2 h3 h4 h5 h6 p ul ol li pre code hr blockquote div table thead tbody tr th td a em strong'.split(' '),
          ).toContain(element.localName);
          for (const { name, value } of element.attributes) {
            expect(['id', 'href', 'rel', 'class', 'tabindex', 'role', 'aria-label', 'scope', 'start']).toContain(name);
            if (name === 'href') expect(value).toMatch(/^(https?:\/\/|#|\/(?!\/))/);
          }
        }
      }),
      { numRuns: 2000 },
    );
  });

  test.each(['[', '*', '_', '`', '> ', '- ', '  - ', '[a](', '**a', '|', '<'])(
    'a long run of %j takes no long time',
    (mark) => {
      const start = performance.now();
      html(mark.repeat(5000));
      html(`${mark}\n`.repeat(2000));
      expect(performance.now() - start).toBeLessThan(2000);
    },
  );
});

const docs = path.join(import.meta.dirname, '../../docs');
const documents = folders.flatMap((folder) =>
  readdirSync(path.join(docs, folder))
    .filter((name) => name.endsWith('.md'))
    .map((name) => `${folder}/${name}`),
);

describe('the documents of this project', () => {
  const rendered = new Map(
    documents.map((file) => [file, renderDocument(readFileSync(path.join(docs, file), 'utf8'), linksOf(file))]),
  );

  test.each(documents)('%s has a title, and its links lead to pages and headings that exist', (file) => {
    const own = rendered.get(file);
    expect(own?.title).not.toBe('');
    const pages = new Map(documents.map((other) => [`/methodology/${pageOf(other) ?? ''}`, rendered.get(other)?.html]));
    for (const link of parsed(own?.html ?? '').querySelectorAll('a')) {
      const [to = '', hash] = (link.getAttribute('href') ?? '').split('#', 2);
      if (/^https?:/.test(to)) continue;
      const html = to === '' ? own?.html : pages.get(to);
      expect(html, `${file}: ${to}`).toBeDefined();
      if (hash !== undefined) expect(html, `${file}: #${hash}`).toContain(`id="${hash}"`);
    }
  });

  test.each([...new Set<ErrorCode | 'LOG_MOVED'>([...errorCodes, ...ledgerErrorCodes])])(
    'the error %s is explained where the type of its problem points, with its status and exit code',
    (code) => {
      const error = new ServandaError(code as ErrorCode, 'x');
      const { type, status } = problemOf(error);
      const [page = '', anchor = ''] = type.split('#');
      const html = rendered.get(`${page.slice(1)}.md`)?.html ?? '';
      const section = html.slice(html.indexOf(`<h2 id="${anchor}">`)).split('<h2 ')[1] ?? '';
      const write = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
      const exit = printError(error);
      write.mockRestore();
      expect(section).toContain(`HTTP ${status}, exit code ${exit}.`);
      expect(section).toMatch(/What it says\..*What to do\./s);
    },
  );

  test('a mistake of ours is explained too', () => {
    expect(rendered.get('methodology/errors.md')?.html).toContain(
      `id="${problemOf(new Error('x')).type.split('#')[1] ?? ''}"`,
    );
  });
});
