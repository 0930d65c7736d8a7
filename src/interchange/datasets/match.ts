/** Which recorded incidents an imported operation may be: proposed with reasons, never merged. */
import { parseImpreciseDate, type DayInterval } from '#model';
import type { View } from '#registry';
import type { ImportedOperation } from '../importers/importer.ts';
import { plainName } from '../importers/places.ts';

export interface MatchProposal {
  incident: string;
  /** From 0 to 1; a guide for whoever looks, and nothing that is computed with. */
  score: number;
  reasons: string[];
}

/** Words that titles of operations share and that say nothing. */
const idle = new Set(
  'the of and a an in on by for to with from against at cyber attack attacks hack hacks hacking operation campaign incident targeting hackers group government state'.split(
    ' ',
  ),
);

interface Known {
  id: string;
  words: ReadonlySet<string>;
  names: ReadonlySet<string>;
  time: DayInterval & { to: number };
  victims: ReadonlySet<string>;
  responsible: ReadonlySet<string>;
}

export interface Matcher {
  /** At most three proposals, best first. */
  propose: (operation: ImportedOperation) => MatchProposal[];
}

/** A matcher over the incidents of a view; asked once an operation, so it looks at few incidents each. */
export function openMatcher(view: View): Matcher {
  const known = view.all('incident').map((incident): Known => {
    const responsible = view
      .by('attribution', 'incident', incident.id)
      .flatMap(({ stance, responsible: states }) =>
        stance === 'attributes' && typeof states !== 'string' ? states : [],
      );
    const titles = [incident.title, ...incident.aliases];
    return {
      id: incident.id,
      words: new Set(titles.flatMap(wordsOf)),
      names: new Set(titles.map(plainName)),
      time: span(incident.startedOn, incident.endedOn ?? incident.disclosedOn),
      victims: new Set(incident.targets.flatMap(({ victimStates }) => victimStates)),
      responsible: new Set(responsible),
    };
  });
  const byWord = new Map<string, number[]>();
  for (const [at, { words }] of known.entries()) {
    for (const word of words) {
      const list = byWord.get(word);
      if (list) list.push(at);
      else byWord.set(word, [at]);
    }
  }
  // A word that a quarter of the incidents have tells nothing.
  const common = Math.max(8, known.length / 4);
  // Words that each incident shares with the operation; cleared after each, for millions may be asked.
  const shared = new Uint16Array(known.length);
  const telling = new Uint8Array(known.length);
  return {
    propose: (operation) => {
      const names = [operation.title, ...operation.aliases].map(plainName);
      const words = new Set(names.flatMap(wordsIn));
      const near: number[] = [];
      for (const word of words) {
        const list = byWord.get(word) ?? [];
        for (const at of list) {
          if (shared[at] === 0) near.push(at);
          shared[at] = (shared[at] ?? 0) + 1;
          if (list.length <= common) telling[at] = 1;
        }
      }
      const proposals: MatchProposal[] = [];
      for (const at of near) {
        const incident = known[at];
        if (incident && telling[at] === 1 && mayReach(shared[at] ?? 0, words.size, incident.words.size)) {
          proposals.push(weigh(incident, operation, names, words));
        }
        shared[at] = 0;
        telling[at] = 0;
      }
      return proposals
        .filter(({ score }) => score >= least)
        .sort((a, b) => b.score - a.score || (a.incident < b.incident ? -1 : 1))
        .slice(0, 3);
    },
  };
}

/** The least score that is proposed. */
const least = 0.6;

/** What time, victims and states can add to the words. */
const mostBesides = 0.2 + 0.15 + 0.05;

/** Few share enough words; a title that is the same shares all of them. */
function mayReach(shared: number, words: number, known: number): boolean {
  return 0.5 * (shared / Math.max(1, Math.min(words, known))) + mostBesides >= least - 1e-9;
}

function weigh(
  incident: Known,
  operation: ImportedOperation,
  names: readonly string[],
  words: ReadonlySet<string>,
): MatchProposal {
  const reasons: string[] = [];
  const shared = [...words].filter((word) => incident.words.has(word));
  const likeness = shared.length / Math.max(1, Math.min(words.size, incident.words.size));
  let score = 0.5 * likeness;
  if (shared.length > 0) reasons.push(`words: ${shared.join(' ')}`);
  if (names.some((name) => incident.names.has(name))) {
    score = 0.6;
    reasons.push('the same title or alias');
  }
  const began = operation.startedOn ?? operation.disclosedOn;
  if (began !== null) {
    const time = span(began, operation.endedOn ?? operation.disclosedOn);
    const apart = Math.max(0, incident.time.from - time.to, time.from - incident.time.to);
    if (apart === 0) {
      score += 0.2;
      reasons.push('the times overlap');
    } else if (apart <= 180) {
      score += 0.1;
      reasons.push(`${apart} days apart`);
    } else score -= 0.2;
  }
  const victims = operation.victims.filter((state) => incident.victims.has(state));
  if (victims.length > 0) {
    score += 0.15;
    reasons.push(`victims: ${victims.join(' ')}`);
  }
  const named = Object.keys(operation.responsible).filter((state) => incident.responsible.has(state));
  if (named.length > 0) {
    score += 0.05;
    reasons.push(`named as responsible: ${named.join(' ')}`);
  }
  return { incident: incident.id, score: Math.round(Math.max(0, Math.min(1, score)) * 100) / 100, reasons };
}

function wordsOf(text: string): string[] {
  return wordsIn(plainName(text));
}

function wordsIn(plain: string): string[] {
  return plain.split(' ').filter((word) => word.length > 2 && !idle.has(word) && !/^(?:19|20)\d\d$/.test(word));
}

function span(from: string, to: string | null): DayInterval & { to: number } {
  const begin = parseImpreciseDate(from);
  const end = to === null ? begin : parseImpreciseDate(to);
  return { from: begin.from, to: Math.max(begin.to, end.to) };
}
