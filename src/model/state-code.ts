/** Codes of states and territories; apart from the schemas of ids, which pages do without. */
/** True for an alpha-3 code, that is, a state or territory. */
export function isStateCode(party: string): boolean {
  return /^[A-Z]{3}$/.test(party);
}
