/** Levels, degrees of evidence and follow-up states in words, as the forms and the pages of reports say them. */

/** methods, section 7: 0 to 3. */
export const levelWords = ['not started', 'minimal or limited', 'substantial', 'full'] as const;

/** Project convention, 0 to 4. */
export const evidenceWords = [
  'none',
  'self-declared',
  'documents published',
  'verified by an independent reviewer',
  'verified by two, or on site',
] as const;

export const followUpWords = {
  open: 'open',
  partly: 'partly done',
  done: 'done',
  rejected: 'rejected',
  'no-evidence': 'no evidence seen',
  differs: 'reviewers differ',
  'not-followed-up': 'not followed up',
} as const;

export const rivalWords = {
  contrary: 'contrary to the clause',
  gray: 'gray: readings differ',
  'not-contrary': 'the clause does not reach it',
  indeterminate: 'cannot be said',
} as const;

/** A level that is not stated is no zero. */
export function levelOf(level: number | null, missing: string): string {
  return level === null ? missing : `${level}, ${levelWords[level] ?? 'unknown'}`;
}

export function evidenceOf(degree: number | null): string {
  return degree === null ? 'not stated' : `${degree}, ${evidenceWords[degree] ?? 'unknown'}`;
}
