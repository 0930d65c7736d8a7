/** Members of hostile JSON as the types that are asked for; what has another type reads as absent. */

/** The members of an object; of anything else none. */
export function membersOf(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : {};
}

/** A member as text; numbers as they print. */
export function textIn(members: Record<string, unknown>, name: string): string {
  const value = Object.hasOwn(members, name) ? members[name] : undefined;
  if (typeof value === 'string') return value.trim();
  return typeof value === 'number' ? String(value) : '';
}

/** A member that is one text or a list of texts, as a list. */
export function textsIn(members: Record<string, unknown>, name: string): string[] {
  const value = Object.hasOwn(members, name) ? members[name] : undefined;
  const list: unknown[] = Array.isArray(value) ? value : [value];
  return list.flatMap((item) => (typeof item === 'string' && item.trim() !== '' ? [item.trim()] : []));
}

/** A member that is a list. */
export function listIn(members: Record<string, unknown>, name: string): unknown[] {
  const value = Object.hasOwn(members, name) ? members[name] : undefined;
  return Array.isArray(value) ? (value as unknown[]) : [];
}
