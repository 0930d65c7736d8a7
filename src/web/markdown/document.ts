/** A Markdown document of this project as safe HTML, with its title and the headings that it can be linked by. */
import { parseBlocks, type Block } from './blocks.ts';
import { escapeHtml } from './escape.ts';
import { plainText, renderInline, type ResolveLink } from './inline.ts';

export interface RenderedDocument {
  /** The first heading of level 1, without marks. */
  title: string;
  /** The question that the page answers, else its first paragraph; plain text. */
  summary: string;
  /** Headings of level 2. */
  contents: { id: string; text: string }[];
  /** All but the title. Every text in it is escaped; it holds no script, style, picture or handler. */
  html: string;
}

/** Renders a document. `resolve` says where its links lead. */
export function renderDocument(markdown: string, resolve: ResolveLink): RenderedDocument {
  const blocks = parseBlocks(markdown);
  const first = blocks.find((block) => block.is === 'heading' && block.level === 1);
  const ids = new Map<string, number>();
  const contents: RenderedDocument['contents'] = [];
  const html = blocks
    .filter((block) => block !== first)
    .map((block) => {
      if (block.is !== 'heading') return renderBlock(block, resolve);
      const id = slugOf(block.text, ids);
      if (block.level === 2) contents.push({ id, text: plainText(block.text) });
      // The title is the only heading of level 1 on a page.
      const level = Math.max(2, block.level);
      return `<h${level} id="${escapeHtml(id)}">${renderInline(block.text, resolve)}</h${level}>`;
    })
    .join('\n');
  return {
    title: first?.is === 'heading' ? plainText(first.text) : '',
    summary: summaryOf(blocks),
    contents,
    html,
  };
}

/** Headings are linked by their words: "INPUT_INVALID" is at #input-invalid, a second one at #input-invalid-2. */
function slugOf(text: string, ids: Map<string, number>): string {
  const slug =
    plainText(text)
      .toLowerCase()
      .replace(/['’]/g, '')
      .replace(/[^\p{L}\p{N}]+/gu, '-')
      .replace(/^-+|-+$/g, '') || 'section';
  const earlier = ids.get(slug) ?? 0;
  ids.set(slug, earlier + 1);
  return earlier === 0 ? slug : `${slug}-${earlier + 1}`;
}

function summaryOf(blocks: readonly Block[]): string {
  const texts = blocks.flatMap((block) => (block.is === 'paragraph' ? [block.text] : []));
  const question = texts.find((text) => text.startsWith('**Question.**'));
  return plainText(question?.slice('**Question.**'.length) ?? texts[0] ?? '');
}

function renderBlock(block: Block, resolve: ResolveLink): string {
  switch (block.is) {
    case 'heading':
      return `<h4>${renderInline(block.text, resolve)}</h4>`;
    case 'paragraph':
      return `<p>${renderInline(block.text, resolve)}</p>`;
    case 'code':
      // Wide code can be scrolled by the keyboard too.
      return `<pre tabindex="0"><code>${escapeHtml(block.text)}</code></pre>`;
    case 'rule':
      return '<hr>';
    case 'quote':
      return `<blockquote>${block.blocks.map((inner) => renderBlock(inner, resolve)).join('\n')}</blockquote>`;
    case 'list': {
      const tag = block.ordered ? 'ol' : 'ul';
      const start = block.ordered && block.start !== 1 ? ` start="${block.start}"` : '';
      return `<${tag}${start}>${block.items.map((item) => `<li>${renderItem(item, resolve)}</li>`).join('')}</${tag}>`;
    }
    case 'table':
      return renderTable(block, resolve);
  }
}

/** The text of an item stands in it without a paragraph of its own, unless it has several. */
function renderItem(item: readonly Block[], resolve: ResolveLink): string {
  const paragraphs = item.filter(({ is }) => is === 'paragraph').length;
  return item
    .map((block) =>
      block.is === 'paragraph' && paragraphs === 1 ? renderInline(block.text, resolve) : renderBlock(block, resolve),
    )
    .join('\n');
}

function renderTable({ head, align, rows }: Extract<Block, { is: 'table' }>, resolve: ResolveLink): string {
  const kind = (column: number): string => (align[column] === 'right' ? ' class="number"' : '');
  const titles = head.map((cell, column) => {
    const text = renderInline(cell, resolve);
    // An empty corner is a cell: a heading needs words.
    return text === '' ? '<td></td>' : `<th scope="col"${kind(column)}>${text}</th>`;
  });
  const body = rows.map(
    (row) => `<tr>${row.map((cell, column) => `<td${kind(column)}>${renderInline(cell, resolve)}</td>`).join('')}</tr>`,
  );
  return (
    `<div class="scroll" tabindex="0" role="group" aria-label="Table"><table><thead><tr>${titles.join('')}</tr></thead>` +
    `<tbody>${body.join('')}</tbody></table></div>`
  );
}
