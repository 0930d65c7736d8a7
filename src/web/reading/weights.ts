/** Weights of a ranking in the address of a page: one word for each indicator, so that a plain form can change them. */

/** What can be weighed, as the API names it, and in words. */
export const indicators = [
  ['coverage', 'Conduct by parties'],
  ['obligation', 'Obligation'],
  ['precision', 'Precision'],
  ['delegation', 'Delegation'],
  ['verifiability', 'Verifiable provisions'],
  ['transparency', 'Reports filed'],
  ['responses', 'Operations answered'],
] as const;

/** The weights that an address sets, as the API reads them; null where no ranking is asked for. */
export function weightsIn(words: URLSearchParams): string | null {
  if (!words.has('ranking')) return null;
  const given = indicators.flatMap(([id]) => {
    const value = words.get(`weight.${id}`);
    return value === null || value === '' ? [] : [`${id}=${value}`];
  });
  // The API takes an empty text for equal weights; `ask` leaves out what is empty.
  return given.length === 0 ? 'coverage=1' : given.join(',');
}
