/** Neutral words: no allegation is worded as a fact in the project's own voice. */
import type { ServandaError } from '#model';
import type { PlacedStatement } from '../compile.ts';
import { fault, type Path } from '../compiled.ts';
import { textsOf } from '../texts.ts';
import type { RecordRule } from './rule.ts';

/** Words that the record never uses itself; quoting a title of a source is another matter. */
export const refusedWords: readonly { pattern: RegExp; say: string }[] = [
  { pattern: /\baggressors?\b/i, say: '"named as responsible"' },
  { pattern: /\battacker states?\b/i, say: '"state named as responsible"' },
  { pattern: /\brogue (?:state|regime|nation)s?\b/i, say: 'the name of the state' },
  { pattern: /\bregimes?\b/i, say: '"government"' },
  { pattern: /\b(?:evil|notorious|infamous|brazen|heinous|despicable)\b/i, say: 'the fact without the adjective' },
  { pattern: /\b(?:guilty of|culprits?|perpetrators?)\b/i, say: '"named as responsible" or "convicted of … by a court"' },
  { pattern: /\bstate terroris[mt]\b/i, say: 'the conduct itself' },
  { pattern: /\b(?:undeniabl[ey]|unquestionabl[ey]|beyond doubt|no doubt that)\b/i, say: 'who says so and with which words of likelihood' },
];

/** Fields that hold names and words as others published them. */
const asPublished: ReadonlySet<string | number> = new Set(['aliases', 'actorNames', 'entity', 'named', 'likelihoodWords', 'confidenceWords']);

/** Names of states as adjectives before an act, or a state as the subject of it: for titles of incidents. */
const states =
  'American|Belarusian|British|Chinese|Indian|Iranian|Israeli|North Korean|Pakistani|Russian|Saudi|Syrian|Turkish|Ukrainian|Vietnamese|US|U\\.S\\.|China|India|Iran|Israel|North Korea|Pakistan|Russia|Saudi Arabia|Syria|Turkey|Ukraine|Vietnam|United States|United Kingdom|DPRK|GRU|FSB|SVR|PLA|MSS|IRGC|NSA|CIA';
const acts =
  'hack|hacks|hacked|hackers?|hacking|attack|attacks|attacked|attackers|cyberattacks?|cyber-attacks?|spies|spying|espionage|steals?|stole|theft|thefts|breach|breached|breaches|sabotage[sd]?|campaign|operations?|intrusions?|meddling|interference';
const allegedTitle = new RegExp(`(?:^|(?<! of)\\s)(?:${states})(?:'s)?(?:[ -](?:state[ -]sponsored|military|government|intelligence))?\\s+(?:${acts})\\b`);
const qualified = /\b(?:attributed|alleged|allegedly|said|claim(?:ed|s)?|reported|declared|accus|denied|suspected|named)/i;

export const neutralWords: RecordRule = {
  id: 'neutral-words',
  rule: 'No allegation is worded as a fact: titles of incidents name target or campaign, not "X hacks Y"; the refused words occur in no text of the record but titles of sources.',
  check(record) {
    const titles = record.all('incident').flatMap((incident) => allegationIn(incident, ['title'], incident.body.title));
    const words = record.statements
      .filter(({ body }) => body.kind !== 'source')
      .flatMap((statement) =>
        textsOf(statement.body)
          .filter(({ field }) => !field.some((part) => asPublished.has(part)))
          .flatMap(({ field, text }) => refusedIn(statement, field, text)),
      );
    return [...titles, ...words];
  },
};

function allegationIn(statement: PlacedStatement, field: Path, text: string): ServandaError[] {
  const match = allegedTitle.exec(text);
  if (!match || qualified.test(text)) return [];
  return [
    fault(neutralWords.id, statement, field, `"${match[0].trim()}" words an allegation as a fact.`, 'Name the target, tool or campaign ("Intrusion into …"), or write "attributed to".'),
  ];
}

function refusedIn(statement: PlacedStatement, field: Path, text: string): ServandaError[] {
  return refusedWords.flatMap(({ pattern, say }) => {
    const match = pattern.exec(text);
    return match ? [fault(neutralWords.id, statement, field, `"${match[0]}" is no neutral word.`, `Write ${say}.`)] : [];
  });
}
