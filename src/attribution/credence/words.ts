/** Estimative words as ranges of probability, confidence and source grades as reliability: editable tables (methods, section 3). */

/** A word with the range it stands for. */
export interface WordRange {
  words: readonly string[];
  lower: number;
  upper: number;
}

/** ICD 203 (2015), table of expressions of likelihood. */
export const icd203: readonly WordRange[] = [
  { words: ['almost no chance', 'remote'], lower: 0.01, upper: 0.05 },
  { words: ['very unlikely', 'highly improbable'], lower: 0.05, upper: 0.2 },
  { words: ['unlikely', 'improbable'], lower: 0.2, upper: 0.45 },
  { words: ['roughly even chance', 'roughly even odds'], lower: 0.45, upper: 0.55 },
  { words: ['likely', 'probable', 'probably'], lower: 0.55, upper: 0.8 },
  { words: ['very likely', 'highly probable'], lower: 0.8, upper: 0.95 },
  { words: ['almost certain', 'almost certainly', 'nearly certain'], lower: 0.95, upper: 0.99 },
];

/** United Kingdom, PHIA probability yardstick (guidance of 24 March 2025). Its gaps are on purpose. */
export const phia: readonly WordRange[] = [
  { words: ['remote chance'], lower: 0, upper: 0.05 },
  { words: ['highly unlikely'], lower: 0.1, upper: 0.2 },
  { words: ['unlikely'], lower: 0.25, upper: 0.35 },
  { words: ['realistic possibility'], lower: 0.4, upper: 0.5 },
  { words: ['likely', 'probable', 'probably'], lower: 0.55, upper: 0.75 },
  { words: ['highly likely'], lower: 0.8, upper: 0.9 },
  { words: ['almost certain', 'almost certainly'], lower: 0.95, upper: 1 },
];

/** "High confidence" is not a probability: it becomes reliability (project convention). */
export const confidenceReliability: Readonly<Record<string, number>> = { high: 1, moderate: 0.67, low: 0.33 };

/** Probability where a source gave no likelihood word (project convention: the middle of "very likely"). */
export const probabilityWithoutWord = 0.875;

/** Admiralty letters (values of the MISP taxonomy; project convention). F is ignorance: .5, varied over [0, 1]. */
export const admiraltyReliability: Readonly<Record<string, number>> = { A: 1, B: 0.75, C: 0.5, D: 0.25, E: 0, F: 0.5 };

/** Admiralty digits; used only where the source gave no likelihood word, never multiplied with the letter. 6: none. */
export const admiraltyProbability: Readonly<Record<string, number>> = { 1: 0.95, 2: 0.75, 3: 0.5, 4: 0.25, 5: 0.05 };

/** Reliability by who speaks, where no confidence was published (project convention, in Admiralty letters). */
export const speakerReliability: Readonly<Record<string, number>> = {
  self: 1,
  court: 1,
  government: 0.75,
  igo: 0.75,
  vendor: 0.75,
  academic: 0.75,
  ngo: 0.5,
  media: 0.5,
};

/** Hedged expressions outside both tables (project convention: the ICD range that reads nearest). */
const hedges: readonly WordRange[] = [
  { words: ['leading suspect', 'suspect', 'believed', 'alleged'], lower: 0.55, upper: 0.8 },
  {
    words: ['may have been', 'may be', 'could have been', 'possibility', 'possible', 'possibly'],
    lower: 0.2,
    upper: 0.55,
  },
];

/**
 * The range behind published words, PHIA for British authors and ICD 203 for all others; the longest expression that
 * occurs counts. Null where no known word occurs: a number in a gap has no word, and a word without range no number.
 */
export function rangeOfWords(words: string | null, isBritish: boolean): WordRange | null {
  if (words === null) return null;
  const text = words.toLowerCase();
  const tables = [...(isBritish ? [...phia, ...icd203] : [...icd203, ...phia]), ...hedges];
  let best: { range: WordRange; length: number } | null = null;
  for (const range of tables) {
    for (const word of range.words) {
      if (text.includes(word) && word.length > (best?.length ?? 0)) best = { range, length: word.length };
    }
  }
  return best?.range ?? null;
}
