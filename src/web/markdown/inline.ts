/** The inline part of Markdown: code, links, strong, emphasis, escapes. Raw HTML is text like any other. */
import { escapeHtml } from './escape.ts';

/** Where a link of a document leads on this site; null where it leads nowhere a reader can go. */
export type ResolveLink = (target: string) => string | null;

/** Deeper nesting is shown as written: the work for hostile input stays linear. */
const deepest = 8;

/** Inline Markdown as HTML. */
export function renderInline(text: string, resolve: ResolveLink, depth = 0): string {
  if (depth > deepest) return escapeHtml(text);
  let html = '';
  let rest = text;
  let before = '';
  while (rest !== '') {
    const special = /[\\`[<*_!]/.exec(rest);
    const at = special?.index ?? rest.length;
    html += escapeHtml(rest.slice(0, at));
    before = rest.slice(0, at).at(-1) ?? before;
    rest = rest.slice(at);
    if (rest === '') break;
    const piece = pieceAt(rest, before, resolve, depth);
    html += piece?.html ?? escapeHtml(rest.charAt(0));
    const taken = piece?.length ?? 1;
    before = rest.charAt(taken - 1);
    rest = rest.slice(taken);
  }
  return html;
}

/** The words of inline Markdown without its marks, for titles and addresses. */
export function plainText(text: string): string {
  return text
    .replace(/!?\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replace(/[`*]|\\(?=[!-/:-@[-`{-~])/g, '')
    .replace(/(^|\W)_([^_]+)_(?=\W|$)/g, '$1$2')
    .trim();
}

interface Piece {
  html: string;
  length: number;
}

function pieceAt(rest: string, before: string, resolve: ResolveLink, depth: number): Piece | null {
  switch (rest.charAt(0)) {
    case '\\':
      return /^\\[!-/:-@[-`{-~]/.test(rest) ? { html: escapeHtml(rest.charAt(1)), length: 2 } : null;
    case '`':
      return codeAt(rest);
    case '<':
      return autolinkAt(rest);
    case '[':
      return linkAt(rest, resolve, depth);
    case '!':
      return rest.startsWith('![') ? imageAt(rest) : null;
    default:
      return emphasisAt(rest, before, resolve, depth);
  }
}

function codeAt(rest: string): Piece | null {
  const fence = /^`+/.exec(rest)?.[0] ?? '`';
  const end = new RegExp(`(?<!\`)${fence}(?!\`)`).exec(rest.slice(fence.length));
  // An unclosed run is text, and taken whole so that its length is not tried again.
  if (!end) return { html: fence, length: fence.length };
  const code = rest.slice(fence.length, fence.length + end.index);
  const inner = /^ .* $/.test(code) && code.trim() !== '' ? code.slice(1, -1) : code;
  return { html: `<code>${escapeHtml(inner)}</code>`, length: fence.length * 2 + end.index };
}

function autolinkAt(rest: string): Piece | null {
  const found = /^<(https?:\/\/[^\s<>]+)>/.exec(rest);
  const url = found?.[1];
  return found && url !== undefined ? { html: webLink(url, escapeHtml(url)), length: found[0].length } : null;
}

const linkForm =
  /^\[((?:[^[\]\\`]|\\.|`[^`]*`)*)\]\(\s*<?([^\s<>()]*(?:\([^\s<>()]*\)[^\s<>()]*)*)>?(?:\s+"[^"]*")?\s*\)/;

function linkAt(rest: string, resolve: ResolveLink, depth: number): Piece | null {
  const found = linkForm.exec(rest);
  if (!found) return null;
  const [whole, text = '', target = ''] = found;
  const inner = renderInline(text, () => null, depth + 1);
  if (/^https?:\/\//i.test(target)) return { html: webLink(target, inner), length: whole.length };
  const href = resolve(target);
  return {
    html: href === null ? inner : `<a href="${escapeHtml(href)}">${inner}</a>`,
    length: whole.length,
  };
}

/** Pictures are not shown: their words are. */
function imageAt(rest: string): Piece | null {
  const found = /^!\[([^\]]*)\]\([^)]*\)/.exec(rest);
  return found ? { html: escapeHtml(found[1] ?? ''), length: found[0].length } : null;
}

function webLink(url: string, html: string): string {
  return `<a href="${escapeHtml(url)}" rel="external noopener noreferrer">${html}</a>`;
}

function emphasisAt(rest: string, before: string, resolve: ResolveLink, depth: number): Piece | null {
  const mark = rest.charAt(0);
  // Underscores inside a word, as in the name of a field, are part of it.
  if (mark === '_' && /\w/.test(before)) return null;
  for (const [run, tag] of [
    [mark + mark, 'strong'],
    [mark, 'em'],
  ] as const) {
    if (!rest.startsWith(run) || /^\s|^$/.test(rest.charAt(run.length))) continue;
    const end = closing(rest, run);
    if (end === -1) continue;
    const inner = renderInline(rest.slice(run.length, end), resolve, depth + 1);
    return { html: `<${tag}>${inner}</${tag}>`, length: end + run.length };
  }
  return null;
}

/** Where a run closes: not inside code, not after a space, and an underscore not before a letter. */
function closing(rest: string, run: string): number {
  for (let at = run.length; at < rest.length; at += 1) {
    const character = rest.charAt(at);
    if (character === '\\') {
      at += 1;
    } else if (character === '`') {
      const end = rest.indexOf('`', at + 1);
      if (end !== -1) at = end;
    } else if (at > run.length && rest.startsWith(run, at) && !/\s/.test(rest.charAt(at - 1))) {
      const after = rest.charAt(at + run.length);
      if (run.length === 1 && after === run) {
        at += 1;
        continue;
      }
      if (run.startsWith('_') && /\w/.test(after)) continue;
      return at;
    }
  }
  return -1;
}
