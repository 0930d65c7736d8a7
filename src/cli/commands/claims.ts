/** servanda claims: assertions about promises in cyberspace, each tested by a named query over the record. */
import type { Command } from 'commander';
import { type TestedClaim, claimAssumptions, envelope, testedClaim, testedClaims } from '#publish';
import { dialsOf, withDatasets, type DialOptions } from '../dials.ts';
import { ask } from '../open.ts';
import { plain, printJson, printText } from '../output.ts';

export function defineClaims(program: Command): void {
  withDatasets(program.command('claims [id]'))
    .description('claims tested on the record: answer, range, what speaks for and against')
    .action(async (id: string | undefined, options: DialOptions) => {
      const answer = await ask(dialsOf(options), (view, query) =>
        envelope(view, 'claims/1', query, id === undefined ? {} : { id }, claimAssumptions, {
          claims: id === undefined ? testedClaims(view, query) : [testedClaim(view, query, id)],
        }),
      );
      if (options.json) {
        printJson(answer);
        return;
      }
      const { claims } = answer.result;
      printText([
        ...claims.flatMap((claim) => (id === undefined ? briefly(claim) : inFull(claim))),
        ...answer.assumptions.map((assumption) => `- ${assumption}`),
      ]);
    });
}

function briefly(claim: TestedClaim): string[] {
  return [
    plain(`${claim.standing.toUpperCase()}  ${claim.title}`),
    plain(`  ${claim.answer}`),
    ...claim.missing.map((gap) => plain(`  still missing: ${gap}`)),
    `  servanda claims ${claim.id}`,
    '',
  ];
}

function inFull(claim: TestedClaim): string[] {
  const points = (head: string, lines: readonly { text: string }[]): string[] =>
    lines.length === 0 ? [] : [head, ...lines.map(({ text }) => plain(`- ${text}`)), ''];
  return [
    plain(claim.title),
    plain(`said by: ${claim.saidBy}${claim.saidOn === null ? '' : `, ${claim.saidOn}`}`),
    '',
    plain(`${claim.standing}: ${claim.answer}`),
    `rule: ${claim.rule}`,
    '',
    ...claim.figures.map(({ label, value, lower, upper, unit, n }) =>
      plain(
        `${label}: ${shown(value, unit)}${lower === upper ? '' : ` (${shown(lower, unit)} to ${shown(upper, unit)})`}, n = ${n}`,
      ),
    ),
    '',
    ...points('speaks for it:', claim.speaksFor),
    ...points('speaks against it:', claim.speaksAgainst),
    ...points(
      'limits:',
      claim.limits.map((text) => ({ text })),
    ),
    ...points(
      'still missing:',
      claim.missing.map((text) => ({ text })),
    ),
  ];
}

function shown(value: number, unit: 'count' | 'share' | 'rank'): string {
  return unit === 'share' ? `${(100 * value).toFixed(1)} %` : String(value);
}
