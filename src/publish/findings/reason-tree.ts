/** The reason tree: from a finding to clause, definition, fact, attribution, source and log entry. */
import {
  linkRoot,
  readingOf,
  targetsFor,
  type Commitment,
  type CompiledSet,
  type FindingContext,
  type OperationFinding,
  type StateFinding,
} from '#findings';
import { anyTruth, type Attribution, type Citation, type Known, type RecordKind, type Truth } from '#model';
import { evaluate, verdictOfTruth, type Reason } from '#norms';
import { publishedOn, type View } from '#registry';
import { citedSources, partyName, type CitedSource } from '../sources.ts';
import { findingSentence, linkWords, verdictWords } from './sentence.ts';

/** A step of the tree. `ref` names the record it rests on, which stands in `records` with sources and log entry. */
export interface TreeNode {
  label: string;
  value: string;
  ref?: string;
  parts: TreeNode[];
}

/** A record that a tree rests on. */
export interface TreeRecord {
  ref: string;
  kind: RecordKind;
  known: Known | null;
  publishedOn: string | null;
  sources: CitedSource[];
  /** The statement in its log; null for what is not recorded. */
  log: { origin: string; index: number; statement: string; recordedAt: string } | null;
}

/** Collects the records that nodes name. */
export class TreeRecords {
  readonly #view: View;
  readonly #found = new Map<string, TreeRecord>();

  constructor(view: View) {
    this.#view = view;
  }

  /** The name of a record for `ref`, which is then listed. */
  ref(kind: RecordKind, id: string): string {
    const ref = `${kind} ${id}`;
    if (!this.#found.has(ref)) {
      const version = this.#view.find(kind, id);
      const body = version?.body as { citations?: Citation[]; known?: Known } | undefined;
      this.#found.set(ref, {
        ref,
        kind,
        known: body?.known ?? null,
        publishedOn: version ? publishedOn(version.body) : null,
        sources: citedSources(this.#view, body?.citations ?? []),
        log:
          version && version.index >= 0
            ? {
                origin: version.origin,
                index: version.index,
                statement: version.statement,
                recordedAt: version.recordedAt,
              }
            : null,
      });
    }
    return ref;
  }

  list(): TreeRecord[] {
    return [...this.#found.values()].sort((a, b) => (a.ref < b.ref ? -1 : 1));
  }
}

/** The sets whose trees are shown: those selected, or every view for the product of all variants. */
function shownSets({ definitions, laws }: FindingContext): readonly CompiledSet[] {
  return definitions.sets ?? laws.sets.filter(({ kind }) => kind === 'view');
}

/** Text of the operation, set by set and target by target. */
export function operationTree(context: FindingContext, finding: OperationFinding, records: TreeRecords): TreeNode {
  return {
    label: 'text of the operation; an actor foreign to and at peace with the victim is assumed',
    value: finding.text.verdict,
    ref: records.ref('provision', context.provision.id),
    parts: textParts(context, null, records),
  };
}

function textParts(
  context: FindingContext,
  state: string | null,
  records: TreeRecords,
  among?: ReadonlySet<number>,
): TreeNode[] {
  const { view, laws, incident, provision } = context;
  const act = provision.norm?.act ?? false;
  const { targets } = readingOf(view, incident, state);
  return shownSets(context).map((set) => {
    const perTarget = targets.flatMap((facts, at) =>
      among && !among.has(at) ? [] : [{ at, reason: evaluate(laws.library, act, set.picks, facts) }],
    );
    const value = verdictOfTruth(anyTruth(perTarget.map(({ reason }) => reason.value)));
    return {
      label: `definitions ${set.id} (${set.label})`,
      value,
      ref: records.ref('definition-set', set.id),
      parts: perTarget.map(({ at, reason }) => {
        const target = incident.targets[at];
        const victims = target?.victimStates.map((victim) => partyName(view, victim)).join(', ') ?? '';
        return {
          label: `target ${at + 1} of ${targets.length}: ${victims === '' ? 'victim state not recorded' : victims}`,
          value: reason.value,
          parts: [reasonNode(context, reason, records)],
        };
      }),
    };
  });
}

function reasonNode(context: FindingContext, reason: Reason, records: TreeRecords): TreeNode {
  const parts = reason.parts.map((part) => reasonNode(context, part, records));
  switch (reason.is) {
    case 'term':
    case 'variant': {
      const encoding = context.view.find('encoding', reason.name)?.body;
      const holders =
        encoding?.holders.map(({ definition, fit }) => `${definition.split('/').at(-1) ?? ''} (${fit})`) ?? [];
      const held =
        holders.length > 0
          ? `held by ${holders.join(', ')}`
          : `held by nobody on record${encoding?.basis ? `; ${encoding.basis}` : ''}`;
      return {
        label: `${reason.is} ${reason.name}: ${encoding?.reading ?? 'not recorded'} [${held}]`,
        value: reason.value,
        ref: records.ref('encoding', reason.name),
        parts,
      };
    }
    case 'norm':
      return {
        label: `what ${reason.name} reaches`,
        value: reason.value,
        ref: records.ref('provision', reason.name),
        parts,
      };
    case 'list':
    case 'fact':
    case 'from':
    case 'relation':
      return {
        label: leafLabel(reason),
        value: reason.value,
        ref: records.ref('incident', context.incident.id),
        parts,
      };
    default:
      return { label: reason.name, value: reason.value, parts };
  }
}

function leafLabel({ is, name, codes, held, unknowns }: Reason): string {
  const open =
    unknowns && unknowns.length > 0 ? `; not known: ${unknowns.map((unknown) => unknown.name).join(', ')}` : '';
  if (is === 'list') {
    const recorded = held && held.length > 0 ? `; recorded: ${held.join(', ')}` : '; none recorded';
    return `${name} is one of ${codes?.join(', ') ?? ''}${recorded}${open}`;
  }
  if (is === 'from') return `conduct on or after ${name}${open}`;
  if (is === 'relation')
    return `${name === 'foreign' ? 'a victim other than the actor' : 'at peace with a victim'}${open}`;
  return `${name}${open}`;
}

/** The triple of a state as a tree. */
export function stateTree(context: FindingContext, finding: StateFinding, records: TreeRecords): TreeNode {
  const { view, query, provision } = context;
  const among = targetsFor(context, finding.commitment);
  return {
    label: findingSentence(context, finding),
    value: finding.result,
    ref: records.ref('party', finding.state),
    parts: [
      {
        label: `text for ${partyName(view, finding.state)}, with its real relations: ${verdictWords[finding.text.verdict]}`,
        value: finding.text.verdict,
        ref: records.ref('provision', provision.id),
        parts: textParts(context, finding.state, records, among),
      },
      commitmentNode(context, finding.commitment, records),
      {
        label: `responsibility under ${query.standard}${finding.responsibility.contested ? ', contested' : ''}`,
        value: finding.responsibility.met ? 'met' : 'not met',
        parts: [
          ...finding.responsibility.supporting.map((statement) => statementNode(view, statement, records)),
          ...finding.responsibility.contesting.map((statement) => statementNode(view, statement, records)),
        ],
      },
      linkNode(context, finding, records),
    ],
  };
}

const commitmentValue: Readonly<Record<Truth, string>> = { true: 'yes', unknown: 'possibly', false: 'no' };

function commitmentNode({ view, query }: FindingContext, commitment: Commitment, records: TreeRecords): TreeNode {
  const owed =
    commitment.owed === 'true'
      ? ''
      : commitment.owed === 'false'
        ? '; nothing is owed to these victims'
        : '; whether it was owed to these victims is not known';
  return {
    label: `commitment under ${query.commitment}${commitment.straddles ? ', straddles the date' : ''}${owed}`,
    value: commitmentValue[commitment.value],
    parts: commitment.adherences.map(({ adherence, overlap }) => ({
      label: `${partyName(view, adherence.party)} ${adherence.act} (${adherence.basis}), from ${adherence.from}${adherence.until === null ? '' : ` until ${adherence.until}`}`,
      value: overlap,
      ref: records.ref('adherence', adherence.id),
      parts: [],
    })),
  };
}

function statementNode(view: View, statement: Attribution, records: TreeRecords): TreeNode {
  const by = statement.by.map((party) => partyName(view, party)).join(', ');
  const words = statement.likelihoodWords === null ? '' : `, in the words "${statement.likelihoodWords}"`;
  return {
    label: `${by}, ${statement.form}, ${statement.madeOn}${words}`,
    value: statement.stance,
    ref: records.ref('attribution', statement.id),
    parts: [],
  };
}

function linkNode(
  context: FindingContext,
  { state, link, responsibility }: StateFinding,
  records: TreeRecords,
): TreeNode {
  const { view, laws, incident, provision } = context;
  const id = provision.norm?.link ?? 'conduct';
  const facts = readingOf(view, incident, state).targets[0];
  const expression = linkRoot(laws, id) >= 0 ? (laws.library.expressions.get(`link ${id}`) ?? false) : false;
  return {
    label: `link ${id}: ${linkWords(id)}${responsibility.met ? '' : ' (judged only once the standard is met)'}`,
    value: responsibility.met ? (link === 'true' ? 'yes' : link === 'false' ? 'no' : 'unknown') : 'not judged',
    parts: facts
      ? shownSets(context).map((set) => {
          const reason = evaluate(laws.library, expression, set.picks, facts);
          return { label: `definitions ${set.id}`, value: reason.value, parts: [reasonNode(context, reason, records)] };
        })
      : [],
  };
}
