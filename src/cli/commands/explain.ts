/** servanda explain INCIDENT PROVISION: the triple, why, and what would change it. */
import type { Command } from 'commander';
import type { Flip, Move } from '#findings';
import { envelope, explainFinding, findingAssumptions, type Explanation, type TreeNode } from '#publish';
import { dialsOf, withDatasets, type DialOptions } from '../dials.ts';
import { ask } from '../open.ts';
import { formatTable, plain, printJson, printText } from '../output.ts';

interface ExplainOptions extends DialOptions {
  full?: boolean;
}

export function defineExplain(program: Command): void {
  withDatasets(program.command('explain <incident> <provision>'))
    .description('why an incident is contrary to a provision or not, and what would change that')
    .option('--full', 'print the whole reason tree, not only what decides')
    .action(async (incident: string, provision: string, options: ExplainOptions) => {
      const answer = await ask(dialsOf(options), (view, query) =>
        envelope(
          view,
          'finding/1',
          query,
          { incident, provision },
          findingAssumptions(view, query),
          explainFinding(view, incident, provision, query),
        ),
      );
      if (options.json) printJson(answer);
      else
        printText([
          ...explanationLines(answer.result, options.full ?? false),
          '',
          ...answer.assumptions.map((line) => `- ${line}`),
        ]);
    });
}

/** The explanation as text. */
export function explanationLines(result: Explanation, full: boolean): string[] {
  const { incident, provision, agreement, operation, states, noState } = result;
  const { text } = operation;
  return [
    `${plain(incident.title)} (${incident.id}), ${incident.startedOn} to ${incident.endedOn ?? 'no end recorded'}`,
    `${provision.ref} of ${agreement.title} (${provision.id}, ${provision.known}): ${plain(provision.paraphrase)}`,
    `coded ${provision.plain ?? 'without a mark'}: ${provision.reading ?? ''}`,
    '',
    `Text of the operation: ${text.verdict} (${countsOf(text.counts)})`,
    ...formatTable(
      ['definitions', 'verdict'],
      [...text.sets, ...text.groups].map(({ id, verdict }) => [id, verdict]),
    ),
    ...text.causes.map(({ kind, name }) => `open because: ${kind} ${name}`),
    ...text.cautions.map((caution) => `caution: ${caution}`),
    ...completions(text),
    ...flipLines(operation.flips),
    ...treeLines(operation.tree, full),
    ...states.flatMap((state) => [
      '',
      `${state.name}: ${state.result}`,
      plain(state.sentence),
      `text ${state.text.verdict}; commitment ${state.commitment.value}${state.commitment.straddles ? ' (straddles)' : ''}; responsibility ${state.responsibility.met ? 'met' : 'not met'}${state.responsibility.contested ? ' (contested)' : ''}; link ${state.link.value}`,
      ...state.text.causes.map(({ kind, name }) => `open because: ${kind} ${name}`),
      ...flipLines(state.flips),
      ...treeLines(state.tree, full),
    ]),
    ...(noState === null ? [] : ['', noState]),
  ];
}

function countsOf(counts: { true: number; false: number; unknown: number }): string {
  return `${counts.true} readings true, ${counts.false} false, ${counts.unknown} unknown`;
}

function completions({ overCompletions, overCompletionsRefused }: Explanation['operation']['text']): string[] {
  if (overCompletions === null)
    return [`over completions of the record: not computed. ${overCompletionsRefused ?? ''}`];
  return overCompletions.unknowns === 0
    ? []
    : [
        `over all completions of ${overCompletions.unknowns} unknown facts (not Kleene logic): ${overCompletions.verdict}`,
      ];
}

const shownFlips = 12;

function flipLines(flips: readonly Flip[]): string[] {
  if (flips.length === 0) return ['no set of at most three moves changes this'];
  return [
    ...flips
      .slice(0, shownFlips)
      .map(({ moves, outcome }) => `flip: ${moves.map(moveWords).join(' and ')} → ${outcome}`),
    ...(flips.length > shownFlips ? [`and ${flips.length - shownFlips} more; --json lists all`] : []),
  ];
}

function moveWords(move: Move): string {
  switch (move.move) {
    case 'fact': {
      const where = move.target === null ? '' : ` (target ${move.target + 1})`;
      if (move.to === 'includes') return `${move.name}${where} include ${move.codes?.join(' or ') ?? ''}`;
      return move.to === 'complete'
        ? `${move.name}${where} are complete as recorded`
        : `${move.name}${where} is ${move.to}`;
    }
    case 'definition':
      return `${move.term} means ${move.variant}`;
    case 'standard':
      return `attribution standard ${move.standard}`;
    case 'commitment-standard':
      return `commitment standard ${move.commitment}`;
    case 'membership':
      return `had it been committed to ${move.agreement}`;
  }
}

/** The tree, indented; unless `full`, a part is followed only where it decides the value above it. */
export function treeLines(node: TreeNode, full: boolean, depth = 0): string[] {
  const line = `${'  '.repeat(depth)}${plain(node.label)}: ${node.value}`;
  const decisive = full ? node.parts : depth < 3 ? distinctSets(node) : decidingParts(node);
  return [line, ...decisive.flatMap((part) => treeLines(part, full, depth + 1))];
}

/** Of sets that agree, the first stands for all. */
function distinctSets({ parts }: TreeNode): TreeNode[] {
  if (!parts.every(({ label }) => label.startsWith('definitions '))) return [...parts];
  return parts.filter((part, at) => parts.findIndex(({ value }) => value === part.value) === at);
}

function decidingParts({ label, value, parts }: TreeNode): TreeNode[] {
  const alike = parts.filter((part) => part.value === value);
  if (label === 'any of' && value === 'true') return alike.slice(0, 1);
  if (label === 'all of' && value === 'false') return alike.slice(0, 1);
  if ((label === 'any of' || label === 'all of') && value === 'unknown') return alike;
  return parts;
}
