/** Words and anchors of reason trees. */

const values: Readonly<Record<string, string>> = {
  true: 'yes',
  false: 'no',
  'not-contrary': 'not reached',
  'would-contravene': 'would contravene',
  missing: 'not said',
};

/** A value of a step as a word. */
export function valueWords(value: string): string {
  return values[value] ?? value;
}

/** Where the record of a step stands on the page. */
export function anchorOf(ref: string): string {
  return `record-${ref.replace(/[^\w-]+/g, '-')}`;
}
