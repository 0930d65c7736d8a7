/** Escaping for SVG: names come from statements and imports, so every text here is hostile input. */

/** Characters that XML 1.0 (section 2.2) does not allow, and lone surrogates; one of them would break the whole figure. */
const notInXml = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|\p{Surrogate}/gu;
/** Controls of writing direction: in a figure they could reorder a neighbour's label. */
const direction = /[\u202a-\u202e\u2066-\u2069\u200e\u200f]/g;

/** Text made safe for element content and for attributes in double quotes. */
export function escapeXml(text: string): string {
  return text
    .replace(notInXml, '\ufffd')
    .replace(direction, '')
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;')
    .replace(/"/g, '&quot;')
    .replace(/'/g, '&#39;');
}

/** Shortens a label to what fits; the full text stays in the tooltip and in the table beside the figure. */
export function shorten(text: string, length: number): string {
  const characters = Array.from(text.replace(/\s+/g, ' ').trim());
  return characters.length <= length
    ? characters.join('')
    : `${characters.slice(0, Math.max(1, length - 1)).join('')}…`;
}
