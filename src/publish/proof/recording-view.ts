/** A view that remembers which statements were read from it: what an answer rests on. */
import type { RecordKind, StatementOf } from '#model';
import { View, type RecordVersion, type Registry, type ViewOptions } from '#registry';

/** Answers exactly as a view does. What is read as a whole kind counts as read, whether it changed the answer or not. */
export class RecordingView extends View {
  readonly #read = new Map<string, RecordVersion>();
  #silent = 0;

  constructor(registry: Registry, options: ViewOptions = {}) {
    super(registry, options);
    // Every answer has an as-of date, and its default is the record's own.
    this.versions('record-description');
  }

  /** What was read, in order of log and entry. */
  get read(): RecordVersion[] {
    return [...this.#read.values()].sort((a, b) =>
      a.origin === b.origin ? a.index - b.index : a.origin < b.origin ? -1 : 1,
    );
  }

  override versions<Kind extends RecordKind>(kind: Kind): readonly RecordVersion<Kind>[] {
    const versions = super.versions(kind);
    this.#note(versions);
    return versions;
  }

  override find<Kind extends RecordKind>(kind: Kind, id: string): RecordVersion<Kind> | undefined {
    const found = this.#quietly(() => super.find(kind, id));
    if (found) this.#note([found]);
    return found;
  }

  override history<Kind extends RecordKind>(kind: Kind, id: string): readonly RecordVersion<Kind>[] {
    const versions = super.history(kind, id);
    this.#note(versions);
    return versions;
  }

  override version(statement: string): RecordVersion | undefined {
    const found = super.version(statement);
    if (found) this.#note([found]);
    return found;
  }

  override by<Kind extends RecordKind>(
    kind: Kind,
    field: keyof StatementOf<Kind> & string,
    value: string,
  ): StatementOf<Kind>[] {
    const bodies = this.#quietly(() => super.by(kind, field, value));
    for (const { id } of bodies) {
      const version = this.#quietly(() => super.find(kind, id));
      if (version) this.#note([version]);
    }
    return bodies;
  }

  /** An index over a kind is built from all of it; only what is given out was read. */
  #quietly<Result>(work: () => Result): Result {
    this.#silent += 1;
    try {
      return work();
    } finally {
      this.#silent -= 1;
    }
  }

  #note(versions: readonly RecordVersion[]): void {
    if (this.#silent > 0) return;
    for (const version of versions) this.#read.set(`${version.origin} ${version.index}`, version);
  }
}
