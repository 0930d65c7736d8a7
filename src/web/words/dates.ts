/** Dates as a reader says them; an imprecise date keeps its imprecision. */

const months = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];

/** "12 November 2018", "November 2018", "2018", "between 12 November 2018 and 16 September 2019". */
export function inWords(date: string): string {
  const [first = '', last] = date.split('/');
  return last === undefined ? span(first) : `between ${span(first)} and ${span(last)}`;
}

/** As above for a date that may be missing. */
export function inWordsOr(date: string | null, missing: string): string {
  return date === null ? missing : inWords(date);
}

/** "on 12 November 2018", "in 2018", "between … and …": to stand in a sentence. */
export function whenInWords(date: string): string {
  if (date.includes('/')) return inWords(date);
  return `${date.length === 10 ? 'on' : 'in'} ${inWords(date)}`;
}

/** Short, for tables: "2018-11-12", "2018", "2018-11-12 to 2019-09-16". */
export function inFigures(date: string): string {
  return date.replace('/', ' to ');
}

function span(text: string): string {
  const [year = '', month, day] = text.split('-');
  const name = month === undefined ? undefined : months[Number(month) - 1];
  if (name === undefined) return year;
  return day === undefined ? `${name} ${year}` : `${Number(day)} ${name} ${year}`;
}
