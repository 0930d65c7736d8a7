/** What gives a person's name away: titles before names, initials, given names. Heuristics: an editor decides. */

/** Titles of persons; followed by a capitalised word they name somebody. */
const titles = ['Mr', 'Mrs', 'Ms', 'Miss', 'Dr', 'Prof', 'Professor', 'Sir', 'Dame', 'Lord', 'Lady', 'Sen', 'Senator', 'Rep', 'Gov', 'Gen', 'Lt', 'Col', 'Colonel', 'Maj', 'Capt', 'Captain', 'Sgt', 'Sheikh', 'Ayatollah'];

/** Offices in lowercase, followed by two capitalised words: "minister Jane Doe". */
const offices = ['president', 'minister', 'secretary', 'ambassador', 'spokesman', 'spokeswoman', 'spokesperson', 'director', 'adviser', 'advisor', 'chief', 'chancellor', 'hacker', 'officer', 'commander', 'judge', 'prosecutor', 'researcher', 'journalist', 'dissident', 'activist', 'defendant', 'suspect'];

/** Given names that are hardly ever the beginning of the name of a body or place. Lowercase. */
const givenNames = new Set(
  `abdullah ahmad ahmed alejandro aleksandr aleksei alexander alexei anatoly andrei andrey angela anthony antonio artem barack benjamin boris brian catherine charles christopher daniel david dimitri dmitri dmitry donald edward elizabeth emmanuel enrique ernesto evgeny fatima frank giuseppe gregory hassan hillary hossein hussein igor ivan james jamal javier jean jeh jennifer jessica john joseph juan kamala karen kenneth kevin konstantin laura leonid linda luis mahmoud manuel margaret maria maxim michael michel mikhail mohamed mohammad mohammed muhammad nancy natalia nicolas nikita nikolai oleg olga patricia patrick paul pavel pedro philip pierre reza richard robert roman ronald ruslan samuel sarah sergei sergey stephen steven susan svetlana tatiana theresa thomas timothy valery vasily viktor vitaly vladimir volodymyr walter william yevgeny yuri yury zhang`.split(
    /\s+/,
  ),
);

/** Names of bodies, laws and works that begin like a person's. */
const bodies = [/\bJohns? Hopkins\b/, /\bPaul Hastings\b/, /\bMicha?el Page\b/, /\bSt\.? [A-Z]/, /\bThomas Cook\b/, /\bLockheed\b/, /\bCharles Schwab\b/, /\bFrank Recruitment\b/, /\bPatrick Air\b/, /\bRoman (?:Catholic|Empire)\b/, /\bMaria DB\b/, /\b[NS]\. Korea(?:ns?)?\b/];

const title = new RegExp(`\\b(?:${titles.join('|')})\\.? [A-Z][\\p{L}'-]+`, 'u');
const office = new RegExp(`\\b(?:${offices.join('|')}) [A-Z][\\p{Ll}'-]+ [A-Z][\\p{Ll}'-]+`, 'u');
const initial = /(?:^|[^\p{L}.])[A-Z]\. ?[A-Z][\p{Ll}]{2,}(?![\p{L}.]*\/)/u;
const pair = /\b([A-Z][\p{Ll}]+)[ -](?:[A-Z]\. )?[A-Z][\p{Ll}'-]+/gu;

/** The words that look like a person's name, or null. */
export function personNamed(text: string): string | null {
  let rest = text;
  for (const body of bodies) rest = rest.replace(new RegExp(body.source, 'gu'), '');
  for (const pattern of [title, office, initial]) {
    const match = pattern.exec(rest);
    if (match) return match[0].trim();
  }
  for (const match of rest.matchAll(pair)) if (givenNames.has((match[1] ?? '').toLowerCase())) return match[0];
  return null;
}

/** A given name followed by another word in an address, such as /jane-doe-says; null if none. */
export function personInAddress(url: string): string | null {
  const path = decodeURIComponentSafely(url.replace(/^https?:\/\/[^/]+/, '')).toLowerCase();
  for (const match of path.matchAll(/(?:^|[/_-])([a-z]{4,})[-_]([a-z]{3,})/g)) {
    if (givenNames.has(match[1] ?? '')) return `${match[1]}-${match[2]}`;
  }
  return null;
}

function decodeURIComponentSafely(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
