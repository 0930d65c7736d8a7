/** One finding explained: triple, counts, reason tree, causes, pivots, flips, reversals, and completions of the record. */
import {
  causesOfText,
  contestedTerms,
  findingsOf,
  flipsOfResult,
  flipsOfText,
  lawsOf,
  openFinding,
  pivotTerms,
  readingOf,
  relevantTo,
  reversals,
  targetsFor,
  textDiagram,
  textGrid,
  verdictUnder,
  type Cause,
  type FindingContext,
  type Flip,
  type Part,
  type Pivot,
  type Result,
  type Reversal,
  type TextGrid,
} from '#findings';
import { ServandaError, type Truth } from '#model';
import { nodesBelow, supervaluate, valueOverCompletions, type Counts, type TextVerdict, type Verdict } from '#norms';
import type { View } from '#registry';
import type { Query } from '../query.ts';
import { partyName } from '../sources.ts';
import { operationTree, stateTree, TreeRecords, type TreeNode, type TreeRecord } from './reason-tree.ts';
import { findingSentence } from './sentence.ts';

/** Text under the definitions in use, with counts, and under every set beside them. */
export interface ExplainedText extends TextGrid {
  verdict: Verdict;
  counts: Counts;
  leans: TextVerdict['leans'];
  /**
   * Supervaluation over unknown facts as well as definitions, which may decide where strong Kleene logic does not. null,
   * with the reason, where more than twelve facts are unknown.
   */
  overCompletions: { verdict: Verdict; unknowns: number } | null;
  overCompletionsRefused: string | null;
  causes: Cause[];
  /** Single terms whose fixing alone changes the verdict. Single facts stand among the flips. */
  pivots: Pivot[];
  /** What a reader must know of the definitions behind a gray verdict. */
  cautions: string[];
}

export interface ExplainedState {
  state: string;
  name: string;
  sentence: string;
  result: Result;
  missing: Part[];
  open: Part[];
  text: ExplainedText;
  commitment: { value: 'yes' | 'possibly' | 'no'; straddles: boolean; owed: Truth; adherences: string[] };
  responsibility: { met: boolean; contested: boolean; supporting: string[]; contesting: string[] };
  link: { asked: string; value: 'yes' | 'no' | 'unknown' | 'not judged' };
  flips: Flip<Result>[];
  reversals: Reversal[];
  tree: TreeNode;
}

export interface Explanation {
  incident: { id: string; title: string; startedOn: string; endedOn: string | null };
  provision: {
    id: string;
    ref: string;
    paraphrase: string;
    plain: string | null;
    reading: string | null;
    known: string;
  };
  agreement: { id: string; title: string; legallyBinding: boolean };
  operation: { text: ExplainedText; flips: Flip<Verdict>[]; reversals: Reversal[]; tree: TreeNode };
  states: ExplainedState[];
  /** Why no state stands here, where none does. */
  noState: string | null;
  records: TreeRecord[];
}

/** Explains; throws NOT_FOUND for unknown names and REFUSED, with the reason, for a provision without a norm. */
export function explainFinding(view: View, incident: string, provision: string, query: Query): Explanation {
  const context = openFinding(view, incident, provision, query);
  const records = new TreeRecords(view);
  const { operation, states } = findingsOf(context);
  return {
    incident: pick(context.incident, ['id', 'title', 'startedOn', 'endedOn']),
    provision: {
      ...pick(context.provision, ['id', 'ref', 'paraphrase', 'known']),
      plain: context.provision.norm?.plain ?? null,
      reading: context.provision.norm?.reading ?? null,
    },
    agreement: pick(context.agreement, ['id', 'title', 'legallyBinding']),
    operation: {
      text: explainText(context, null),
      flips: flipsOfText(context),
      reversals: reversals(context, null),
      tree: operationTree(context, operation, records),
    },
    states: states.map((finding) => {
      const { state, commitment, responsibility, link } = finding;
      return {
        state,
        name: partyName(view, state),
        sentence: findingSentence(context, finding),
        result: finding.result,
        missing: finding.missing,
        open: finding.open,
        text: explainText(context, state, targetsFor(context, commitment)),
        commitment: {
          value: commitment.value === 'true' ? 'yes' : commitment.value === 'false' ? 'no' : 'possibly',
          straddles: commitment.straddles,
          owed: commitment.owed,
          adherences: commitment.adherences.map(({ adherence }) => adherence.id),
        },
        responsibility: {
          met: responsibility.met,
          contested: responsibility.contested,
          supporting: responsibility.supporting.map(({ id }) => id),
          contesting: responsibility.contesting.map(({ id }) => id),
        },
        link: {
          asked: context.provision.norm?.link ?? 'conduct',
          value: !responsibility.met ? 'not judged' : link === 'true' ? 'yes' : link === 'false' ? 'no' : 'unknown',
        },
        flips: flipsOfResult(context, state),
        reversals: reversals(context, state),
        tree: stateTree(context, finding, records),
      };
    }),
    noState:
      states.length === 0
        ? 'No recorded statement names a state for this incident, so there is no finding on any.'
        : null,
    records: records.list(),
  };
}

function explainText(context: FindingContext, state: string | null, among?: ReadonlySet<number>): ExplainedText {
  const { view, incident, root, definitions } = context;
  const laws = lawsOf(view);
  const reading = readingOf(view, incident, state);
  const diagram = textDiagram(laws, reading, root, among);
  const text = verdictUnder(laws, diagram, definitions);
  return {
    ...text,
    ...textGrid(view, laws, diagram),
    ...overCompletions(context, state, among),
    causes: causesOfText(laws, reading, root, diagram, text.verdict, definitions, among),
    pivots: pivotTerms(laws, diagram, definitions),
    cautions: text.verdict === 'gray' ? cautionsFor(context, contestedTerms(laws, diagram, definitions)) : [],
  };
}

/** The verdict if unknown facts are supervaluated over too: 2^u completions for each choice of definitions. */
function overCompletions(
  { view, laws, incident, root, definitions }: FindingContext,
  state: string | null,
  among?: ReadonlySet<number>,
): Pick<ExplainedText, 'overCompletions' | 'overCompletionsRefused'> {
  const reading = readingOf(view, incident, state);
  const counted = reading.targets.flatMap((facts, at) => {
    const nodes = reading.nodes[at];
    return nodes && (among?.has(at) ?? true) ? [{ facts, nodes, leaves: relevantTo(laws, nodes, [root]).atoms }] : [];
  });
  const targets = counted.map(({ facts }) => facts);
  const strongest = (of: readonly Int32Array[]): number =>
    of.reduce((most, nodes) => laws.diagrams.any(most, nodes[root] ?? 1), 0);
  const now = strongest(counted.map(({ nodes }) => nodes));
  const sets = definitions.sets ?? laws.sets;
  let unknowns = 0;
  try {
    const values = sets.map(({ picked }) => {
      // What Kleene logic decides, every completion decides alike.
      const decided = laws.diagrams.at(now, picked);
      if (decided !== 'unknown') return decided;
      const { value, unknowns: tried } = valueOverCompletions(
        laws.library,
        [root],
        targets,
        (completed) =>
          laws.diagrams.at(
            strongest(completed.map((facts) => laws.diagrams.ofTarget(facts, nodesBelow(laws.library, root)))),
            picked,
          ),
        (target) => counted[target]?.leaves ?? [],
      );
      unknowns = Math.max(unknowns, tried);
      return value;
    });
    return { overCompletions: { verdict: supervaluate(values).verdict, unknowns }, overCompletionsRefused: null };
  } catch (error) {
    if (error instanceof ServandaError && error.code === 'REFUSED') {
      return { overCompletions: null, overCompletionsRefused: error.message };
    }
    throw error;
  }
}

/** A gray verdict that hangs on a reading nobody holds, or that fits its holder only loosely, says so. */
function cautionsFor({ view, definitions, laws }: FindingContext, terms: readonly string[]): string[] {
  const sets = definitions.sets ?? laws.sets;
  return terms.flatMap((term) => {
    const variants = [...new Set(sets.map(({ picks }) => picks[term] ?? ''))];
    return variants.flatMap((variant) => {
      const encoding = view.find('encoding', `${term}/${variant}`)?.body;
      if (!encoding) return [];
      const users = sets
        .filter(({ picks }) => picks[term] === variant)
        .map(({ id }) => id)
        .join(', ');
      if (encoding.holders.length === 0) {
        return [
          `${term}/${variant} (${users}) is held by nobody on record: ${encoding.basis ?? 'a reading of the project'}.`,
        ];
      }
      return encoding.holders.every(({ fit }) => fit === 'loose')
        ? [`${term}/${variant} (${users}) fits those who hold it only loosely.`]
        : [];
    });
  });
}

function pick<Whole, Key extends keyof Whole>(whole: Whole, keys: readonly Key[]): Pick<Whole, Key> {
  return Object.fromEntries(keys.map((key) => [key, whole[key]])) as Pick<Whole, Key>;
}
