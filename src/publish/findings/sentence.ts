/** The sentence of a finding: what it says, or which part is missing; in the words that fit the instrument. */
import type { FindingContext, Part, StateFinding } from '#findings';
import type { Verdict } from '#norms';
import { partyName } from '../sources.ts';

/** Text verdicts as words. */
export const verdictWords: Readonly<Record<Verdict, string>> = {
  contrary: 'contrary to it',
  gray: 'gray: definitions decide',
  'not-contrary': 'not reached by it',
  indeterminate: 'open: facts decide',
};

/** A text that does not bind is contravened; only one that binds is breached. */
function verb(binding: boolean, base: boolean): string {
  if (binding) return base ? 'breach' : 'breaches';
  return base ? 'contravene' : 'contravenes';
}

/** One sentence for a state, naming definitions and standards, and which part is missing or open. */
export function findingSentence(context: FindingContext, finding: StateFinding): string {
  const { definitions, commitment, standard } = context.query;
  const contested = finding.responsibility.contested ? ', contested' : '';
  return `Under definitions ${definitions}, commitment ${commitment}, attribution ${standard}${contested}: ${findingWords(context, finding)}`;
}

/** The same without the standards, to stand where they are named once for many; it begins in lower case. */
export function findingWords(context: FindingContext, finding: StateFinding): string {
  const { view, agreement, provision } = context;
  const state = partyName(view, finding.state);
  const clause = `${provision.ref} of ${agreement.title}`;
  const what = `the operation as recorded, attributed to ${state},`;
  const missing = finding.missing.map((part) => partWords(context, finding, part)).join('; ');
  const open = finding.open.map((part) => partWords(context, finding, part)).join('; ');
  switch (finding.result) {
    case 'contravenes':
      return `${what} ${verb(agreement.legallyBinding, false)} ${clause}.`;
    case 'would-contravene':
      return `${what} would ${verb(agreement.legallyBinding, true)} ${clause} if ${state} had been committed on its dates. Missing: ${missing}.`;
    case 'open':
      return `whether ${what} ${verb(agreement.legallyBinding, false)} ${clause} is open. Open: ${open}.`;
    case 'missing':
      return `it is not said that ${what} ${verb(agreement.legallyBinding, false)} ${clause}. Missing: ${missing}.${open === '' ? '' : ` Open besides: ${open}.`}`;
  }
}

function partWords({ view, provision, query }: FindingContext, finding: StateFinding, part: Part): string {
  const state = partyName(view, finding.state);
  switch (part) {
    case 'text':
      return finding.text.verdict === 'not-contrary'
        ? 'text (this clause does not reach it, which is no acquittal)'
        : finding.text.verdict === 'gray'
          ? 'text (definitions disagree)'
          : 'text (facts are missing)';
    case 'commitment':
      return commitmentWords(finding, state, provision.norm?.link === 'non-state');
    case 'responsibility':
      return `responsibility (the standard ${query.standard} is not met for ${state})`;
    case 'link':
      return `link (${linkWords(provision.norm?.link ?? 'conduct')} ${finding.link === 'unknown' ? 'is not known' : 'is not recorded'})`;
  }
}

function commitmentWords({ commitment }: StateFinding, state: string, toPrivateActors: boolean): string {
  if (toPrivateActors) return 'commitment (the clause speaks to private actors, not to states)';
  if (commitment.owed === 'false') return 'commitment (nothing is owed: the other party is not among the victims)';
  if (commitment.value === 'unknown') return `commitment (the dates do not tell whether ${state} was committed)`;
  return commitment.adherences.length === 0
    ? `commitment (no adherence of ${state} counts under this standard)`
    : `commitment (${state} was not committed on the dates of the operation)`;
}

/** What a link asks for, in words. */
export function linkWords(link: string): string {
  switch (link) {
    case 'conduct':
      return 'its own conduct';
    case 'conduct-or-support':
      return 'conduct or support';
    case 'conduct-or-knowing-support':
      return 'conduct or knowing support';
    case 'proxy-use':
      return 'use of proxies';
    case 'territory':
      return 'use of its territory';
    default:
      return 'conduct of a private actor';
  }
}
