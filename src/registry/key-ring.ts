/** Keys of one log as its statements made them: who may sign, since when, until when, and with which authority. */
import { LedgerError, parseJws } from '#ledger';
import {
  ServandaError,
  type AuthorityGrant,
  type Key,
  type KeyId,
  type KeyRevocation,
  type PartyId,
  type StatementId,
} from '#model';
import type { LoggedStatement } from './logged-statement.ts';

/** When something was recorded, and by which statement. */
export interface Moment {
  index: number;
  recordedAt: string;
  statement: StatementId;
}

/** Why a key signs nothing new. */
export type KeyEnding =
  | ({ how: 'revoked' } & Pick<KeyRevocation, 'reason' | 'compromisedSince'> & Moment)
  | ({ how: 'replaced'; by: KeyId } & Moment);

/** A registered key. */
export interface RegisteredKey extends Pick<Key, 'id' | 'x' | 'use' | 'party' | 'holder' | 'until' | 'replaces'> {
  registered: Moment;
  ended: KeyEnding | null;
}

/** A grant that stands. */
export interface StandingGrant extends Pick<AuthorityGrant, 'key' | 'grant' | 'until'> {
  statement: StatementId;
}

export type KeyStanding = 'valid' | 'expired' | 'revoked' | 'replaced' | 'unknown';

/** What a signer may rely on at an instant. */
export interface Signer {
  key: RegisteredKey;
  operator: boolean;
  party: PartyId | null;
  grants: AuthorityGrant['grant'][];
}

/**
 * Immutable: `with` gives the ring after one more statement. It says what the statements made of the keys; whether they
 * were allowed to is for the intake, which asks before it appends, and for whoever audits.
 */
export class KeyRing {
  readonly #keys: ReadonlyMap<KeyId, RegisteredKey>;
  readonly #grants: ReadonlyMap<StatementId, StandingGrant>;

  constructor(
    keys: ReadonlyMap<KeyId, RegisteredKey> = new Map(),
    grants: ReadonlyMap<StatementId, StandingGrant> = new Map(),
  ) {
    this.#keys = keys;
    this.#grants = grants;
  }

  get size(): number {
    return this.#keys.size;
  }

  /** All keys, in order of registration. */
  all(): RegisteredKey[] {
    return [...this.#keys.values()];
  }

  get(id: KeyId): RegisteredKey | undefined {
    return this.#keys.get(id);
  }

  grant(statement: StatementId): StandingGrant | undefined {
    return this.#grants.get(statement);
  }

  /** The ring after one more statement of its log; the same ring if the statement is not about keys. */
  with(logged: LoggedStatement): KeyRing {
    const { body } = logged;
    switch (body?.kind) {
      case 'key':
        return this.#register(body, momentOf(logged));
      case 'key-revocation':
        return this.#end(body.id, {
          how: 'revoked',
          reason: body.reason,
          compromisedSince: body.compromisedSince,
          ...momentOf(logged),
        });
      case 'authority-grant': {
        const grants = new Map(this.#grants);
        if (body.supersedes !== undefined) grants.delete(body.supersedes);
        grants.set(logged.statement, {
          statement: logged.statement,
          key: body.key,
          grant: body.grant,
          until: body.until,
        });
        return new KeyRing(this.#keys, grants);
      }
      case 'withdrawal': {
        if (!this.#grants.has(body.withdraws)) return this;
        const grants = new Map(this.#grants);
        grants.delete(body.withdraws);
        return new KeyRing(this.#keys, grants);
      }
      default:
        return this;
    }
  }

  /** How a key stands at an instant of the log's clock. */
  standing(id: KeyId, at: string): KeyStanding {
    const key = this.#keys.get(id);
    if (!key) return 'unknown';
    if (key.ended) return key.ended.how;
    return key.until !== null && at >= key.until ? 'expired' : 'valid';
  }

  /** What a valid key may rely on: its own grants, and those of the keys that it followed. */
  signer(id: KeyId, at: string): Signer {
    const key = this.#keys.get(id);
    if (!key) throw new ServandaError('NOT_FOUND', `The key ${id} is not registered in this log.`);
    const line = this.lineOf(id);
    return {
      key,
      operator: key.use === 'operator',
      party: key.party,
      grants: [...this.#grants.values()]
        .filter((grant) => line.has(grant.key) && (grant.until === null || at < grant.until))
        .map(({ grant }) => grant),
    };
  }

  /** A key with all that it followed, one after the other. */
  lineOf(id: KeyId): Set<KeyId> {
    const line = new Set<KeyId>();
    for (let next: KeyId | null = id; next !== null && !line.has(next); next = this.#keys.get(next)?.replaces ?? null) {
      line.add(next);
    }
    return line;
  }

  /** Keys that sign, or signed, the checkpoints of the log. */
  checkpointKeys(): RegisteredKey[] {
    return this.all().filter(({ use }) => use === 'checkpoints');
  }

  #register(body: Key, registered: Moment): KeyRing {
    const { id, x, use, party, holder, until, replaces } = body;
    const keys = new Map(this.#keys);
    keys.set(id, { id, x, use, party, holder, until, replaces, registered, ended: null });
    const ring = new KeyRing(keys, this.#grants);
    return replaces === null ? ring : ring.#end(replaces, { how: 'replaced', by: id, ...registered });
  }

  /** The first ending counts for good; a revocation after a replacement adds its doubt. */
  #end(id: KeyId, ended: KeyEnding): KeyRing {
    const key = this.#keys.get(id);
    if (!key || key.ended?.how === 'revoked') return this;
    const keys = new Map(this.#keys);
    keys.set(id, { ...key, ended });
    return new KeyRing(keys, this.#grants);
  }
}

function momentOf({ index, recordedAt, statement }: LoggedStatement): Moment {
  return { index, recordedAt, statement };
}

/** The key that a leaf says signed it; null where none is named (a log without signatures, or a leaf no audit passes). */
export function signerOf({ jws }: LoggedStatement): KeyId | null {
  if (jws === null) return null;
  try {
    return parseJws(jws).kid;
  } catch (error) {
    if (error instanceof LedgerError) return null;
    throw error;
  }
}
