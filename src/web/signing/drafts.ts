/** Drafts: kept in this browser only, under the statement that they are to become. Nothing of them is sent. */

const nameOf = (id: string): string => `servanda draft ${id}`;

/** What was kept, in the form in which it was kept; null if there is none, or the browser keeps nothing. */
export function readDraft(id: string): unknown {
  try {
    return JSON.parse(localStorage.getItem(nameOf(id)) ?? 'null') as unknown;
  } catch {
    return null;
  }
}

/** False if the browser did not keep it. */
export function keepDraft(id: string, fields: unknown): boolean {
  try {
    localStorage.setItem(nameOf(id), JSON.stringify(fields));
    return true;
  } catch {
    return false;
  }
}

export function forgetDraft(id: string): void {
  try {
    localStorage.removeItem(nameOf(id));
  } catch {
    // A browser that keeps nothing has nothing to forget.
  }
}
