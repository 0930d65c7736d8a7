/** What a log would be if these statements were in it: each is judged against all before it, and nothing is written. */
import {
  isRecordStatement,
  type Key,
  type KeyRevocation,
  type Redaction,
  type Statement,
  type StatementId,
  type Withdrawal,
} from '#model';
import {
  endedBy,
  subjectOf,
  supersededBy,
  type BookEntry,
  type KeyRing,
  type LoggedStatement,
  type Signer,
} from '#registry';
import { judgeKind, referencesOf, rightsOf } from './authority.ts';
import { checkPossession } from './possession.ts';
import { refuse } from './refusal.ts';

/** What a draft stands on: a log's book, or another draft. */
export interface Basis {
  readonly ring: KeyRing;
  get(statement: StatementId): BookEntry | undefined;
  standing(kind: string, id: string): BookEntry | undefined;
}

/** Is a record known outside this log? */
export type KnownElsewhere = (kind: string, id: string) => boolean;

/** Kinds that are never withdrawn or erased: the log could no longer be judged without them. */
const lasting = new Set(['key', 'key-revocation', 'redaction']);

/** A log and some statements more. */
export class Draft implements Basis {
  readonly #basis: Basis;
  readonly #knownElsewhere: KnownElsewhere | null;
  readonly #entries = new Map<StatementId, BookEntry>();
  readonly #standing = new Map<string, StatementId | null>();
  #ring: KeyRing;

  /** Without `knownElsewhere` references to other logs are not asked for: an audit of one log cannot know them. */
  constructor(basis: Basis, knownElsewhere: KnownElsewhere | null) {
    this.#basis = basis;
    this.#knownElsewhere = knownElsewhere;
    this.#ring = basis.ring;
  }

  get ring(): KeyRing {
    return this.#ring;
  }

  get(statement: StatementId): BookEntry | undefined {
    return this.#entries.get(statement) ?? this.#basis.get(statement);
  }

  standing(kind: string, id: string): BookEntry | undefined {
    const statement = this.#standing.get(`${kind} ${id}`);
    if (statement === undefined) return this.#basis.standing(kind, id);
    return statement === null ? undefined : this.get(statement);
  }

  /**
   * Takes one statement in, or throws with the rule that it breaks; its signature is for others to verify. Of an erased
   * body `redaction` tells what it was about.
   */
  admit(logged: LoggedStatement, kid: string, redaction?: Redaction): void {
    const signer = this.signerAt(kid, logged.recordedAt);
    if (logged.body !== null) this.#judge(logged.body, signer, logged.recordedAt);
    this.#add(logged, kid, redaction);
  }

  /** Takes in the root of a log, its operator's key, which nobody before it can have allowed. */
  found(logged: LoggedStatement, kid: string): void {
    if (logged.body?.kind === 'key') checkPossession(logged.body);
    this.#add(logged, kid);
  }

  /** The signer with all that it may rely on; throws if the key signs nothing at that instant. */
  signerAt(kid: string, at: string): Signer {
    const standing = this.#ring.standing(kid, at);
    if (standing === 'unknown') {
      throw refuse('key-unknown', `The key ${kid} is not registered in this log; the operator can register it.`);
    }
    if (standing !== 'valid') {
      throw refuse(
        `key-${standing}`,
        `The key ${kid} is ${standing} and signs nothing new; use the key that followed it, or ask the operator.`,
      );
    }
    const signer = this.#ring.signer(kid, at);
    if (signer.key.use === 'checkpoints') {
      throw refuse('key-use', `The key ${kid} signs checkpoints of the log, and no statements.`);
    }
    return signer;
  }

  /** Takes up what a draft upon this one added. */
  absorb(draft: Draft): void {
    for (const [id, entry] of draft.#entries) this.#entries.set(id, entry);
    for (const [name, id] of draft.#standing) this.#standing.set(name, id);
    this.#ring = draft.#ring;
  }

  #judge(body: Statement, signer: Signer, at: string): void {
    switch (body.kind) {
      case 'key':
        this.#judgeKey(body, signer);
        break;
      case 'key-revocation':
        this.#judgeRevocation(body, signer);
        break;
      case 'authority-grant': {
        const key = this.#ring.get(body.key);
        if (key?.use !== 'statements' || key.ended) {
          throw refuse(
            'grants-unknown',
            `There is no key ${body.key} for statements that could be given an authority.`,
          );
        }
        break;
      }
      case 'redaction':
        this.#judgeRedaction(body);
        break;
      case 'withdrawal':
        this.#judgeWithdrawal(body, signer);
        return;
      default:
    }
    if (body.kind !== 'key' && body.kind !== 'key-revocation') this.#requireRight(body, signer);
    if (isRecordStatement(body)) this.#judgeSuccession(body, signer);
    for (const [kind, id] of referencesOf(body)) {
      if (this.#knownElsewhere === null || this.standing(kind, id) || this.#knownElsewhere(kind, id)) continue;
      throw refuse('reference-missing', `No ${kind} "${id}" is recorded; record it first, or in the same batch.`);
    }
    judgeKind(body, {
      at,
      find: (kind, id) => this.standing(kind, id)?.logged.body ?? undefined,
    });
  }

  #judgeKey(body: Key, signer: Signer): void {
    checkPossession(body);
    const replaced = body.replaces === null ? null : (this.#ring.get(body.replaces) ?? null);
    if (body.replaces !== null && (!replaced || replaced.ended)) {
      throw refuse('replaces-unknown', `There is no key ${body.replaces} that could be replaced.`);
    }
    if (replaced && (replaced.use !== body.use || replaced.party !== body.party)) {
      throw refuse('replaces-other', 'A key is replaced by one of the same use and the same party.');
    }
    if (signer.operator || (replaced && replaced.id === signer.key.id)) return;
    throw refuse('not-authorised', 'A key is registered by the operator, or by the key that it replaces.');
  }

  #judgeRevocation({ id }: KeyRevocation, signer: Signer): void {
    const key = this.#ring.get(id);
    if (!key) throw refuse('revokes-unknown', `The key ${id} is not registered in this log.`);
    if (!signer.operator && !this.#ring.lineOf(signer.key.id).has(id)) {
      throw refuse('not-authorised', 'A key is revoked by the operator, by itself, or by the key that replaced it.');
    }
    const others = this.#ring.all().filter((other) => other.use === key.use && other.id !== id && !other.ended);
    if (key.use !== 'statements' && !key.ended && others.length === 0) {
      throw refuse(
        'last-key',
        `${id} is the last ${key.use === 'operator' ? "operator's key" : 'key for checkpoints'} of this log; register another first.`,
      );
    }
  }

  #judgeRedaction(body: Redaction): void {
    const target = this.get(body.id);
    if (!target) throw refuse('redacts-unknown', `The statement ${body.id} is not in this log.`);
    const erased = target.logged.body;
    if (erased === null) return;
    if (lasting.has(erased.kind) || erased.kind === 'redirect' || erased.kind === 'authority-grant') {
      throw refuse(
        'redacts-kind',
        `Statements of the kind ${erased.kind} are not erased: the log could not be judged without it.`,
      );
    }
    const of = subjectOf(erased);
    const ends = endedBy(erased, undefined);
    const [effect] = body.effect === null ? [null] : Object.entries(body.effect);
    const expected = ends === null ? null : [erased.kind === 'withdrawal' ? 'withdraws' : 'supersedes', ends];
    if (of?.kind !== body.of.kind || of.id !== body.of.id || String(effect) !== String(expected)) {
      throw refuse(
        'redacts-other',
        'A redaction repeats what the statement says something about ("of"), and what it ended ("effect").',
      );
    }
  }

  #judgeWithdrawal(body: Withdrawal, signer: Signer): void {
    const target = this.get(body.withdraws);
    if (!target)
      throw refuse(
        'withdraws-unknown',
        `The statement ${body.withdraws} is not in this log. Nothing here ends a statement of another log.`,
      );
    if (target.of?.kind !== body.of.kind || target.of.id !== body.of.id) {
      throw refuse('withdraws-other', 'A withdrawal repeats kind and id of what it withdraws.');
    }
    const { body: old } = target.logged;
    if (lasting.has(body.of.kind) || (old !== null && !isRecordStatement(old))) {
      throw refuse('withdraws-kind', `Statements of the kind ${old?.kind ?? body.of.kind} are not withdrawn.`);
    }
    if (target.endedBy !== null)
      throw refuse('withdraws-ended', `The statement ${body.withdraws} was ended by ${target.endedBy}.`);
    if (this.#isOwn(target, signer)) return;
    if (old === null ? signer.operator : rightsOf(old).some(({ holds }) => holds(signer))) return;
    throw refuse('not-authorised', 'A statement is withdrawn by who said it, or by who may say it.');
  }

  /** One record, one standing statement: another must supersede it, and must have the right to the old one too. */
  #judgeSuccession(body: Statement & { id: string }, signer: Signer): void {
    const supersedes = supersededBy(body);
    if (supersedes === undefined) {
      const standing = this.standing(body.kind, body.id);
      if (!standing) return;
      throw refuse(
        'already-recorded',
        `This log records the ${body.kind} "${body.id}" already (${standing.logged.statement}); a correction names it under "supersedes".`,
        {
          statement: standing.logged.statement,
        },
      );
    }
    const target = this.get(supersedes);
    if (!target)
      throw refuse(
        'supersedes-unknown',
        `The statement ${supersedes} is not in this log. Nothing here supersedes a statement of another log.`,
      );
    if (target.of?.kind !== body.kind || target.of.id !== body.id) {
      throw refuse('supersedes-other', `The statement ${supersedes} is not about the ${body.kind} "${body.id}".`);
    }
    if (target.endedBy !== null)
      throw refuse('supersedes-ended', `The statement ${supersedes} was ended by ${target.endedBy} already.`);
    const old = target.logged.body;
    if (!this.#isOwn(target, signer) && old !== null) this.#requireRight(old, signer);
  }

  /** Said by this key, or by one that it followed. */
  #isOwn(target: BookEntry, signer: Signer): boolean {
    return target.signer !== null && this.#ring.lineOf(signer.key.id).has(target.signer);
  }

  #requireRight(body: Statement, signer: Signer): void {
    const rights = rightsOf(body);
    if (rights.some(({ holds }) => holds(signer))) return;
    throw refuse(
      'not-authorised',
      `Statements of the kind ${body.kind} are for ${rights.map(({ who }) => who).join(', or ')}; the key ${signer.key.id} (${signer.key.holder}) is not.`,
    );
  }

  #add(logged: LoggedStatement, kid: string, redaction?: Redaction): void {
    const { body, statement } = logged;
    const of = subjectOf(body) ?? redaction?.of ?? null;
    this.#entries.set(statement, { logged, signer: kid, of, endedBy: null, redactedBy: null });
    this.#ring = this.#ring.with(logged);
    const ends = endedBy(body, body === null ? redaction : undefined);
    if (ends !== null) this.#change(ends, { endedBy: statement });
    if (of !== null && body?.kind !== 'withdrawal' && body?.kind !== 'redirect') {
      this.#standing.set(`${of.kind} ${of.id}`, statement);
    }
    if (body?.kind === 'redaction') this.#change(body.id, { redactedBy: statement });
  }

  /** A statement that is ended or erased no longer stands for its record. */
  #change(target: StatementId, change: Partial<Pick<BookEntry, 'endedBy' | 'redactedBy'>>): void {
    const entry = this.get(target);
    if (!entry) return;
    this.#entries.set(target, { ...entry, ...change });
    if (entry.of === null) return;
    const name = `${entry.of.kind} ${entry.of.id}`;
    if (this.standing(entry.of.kind, entry.of.id)?.logged.statement === target) this.#standing.set(name, null);
  }
}
