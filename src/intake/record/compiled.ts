/** The compiled files as the checker reads them: statements by kind and id, with the places they were written at. */
import { ServandaError, type RecordKind, type StatementOf } from '#model';
import type { PlacedStatement } from './compile.ts';

/** A placed statement of a known kind. */
export interface Placed<Kind extends RecordKind> extends PlacedStatement {
  body: StatementOf<Kind>;
}

/** All statements of data/, indexed once; every rule reads from here. */
export class CompiledRecord {
  readonly statements: readonly PlacedStatement[];
  readonly #byKind = new Map<RecordKind, PlacedStatement[]>();
  readonly #byId = new Map<string, PlacedStatement>();
  readonly #groups = new Map<string, Map<string, PlacedStatement[]>>();

  constructor(statements: readonly PlacedStatement[]) {
    this.statements = statements;
    for (const statement of statements) {
      const { kind, id } = statement.body;
      const list = this.#byKind.get(kind);
      if (list) list.push(statement);
      else this.#byKind.set(kind, [statement]);
      if (!this.#byId.has(`${kind} ${id}`)) this.#byId.set(`${kind} ${id}`, statement);
    }
  }

  all<Kind extends RecordKind>(kind: Kind): readonly Placed<Kind>[] {
    return (this.#byKind.get(kind) ?? []) as Placed<Kind>[];
  }

  find<Kind extends RecordKind>(kind: Kind, id: string): Placed<Kind> | undefined {
    return this.#byId.get(`${kind} ${id}`) as Placed<Kind> | undefined;
  }

  has(kind: RecordKind, id: string): boolean {
    return this.#byId.has(`${kind} ${id}`);
  }

  /** Statements of a kind grouped by a text field, such as attributions by incident. */
  by<Kind extends RecordKind>(kind: Kind, field: keyof StatementOf<Kind> & string, value: string): readonly Placed<Kind>[] {
    const key = `${kind} ${field}`;
    let group = this.#groups.get(key);
    if (!group) {
      group = new Map<string, PlacedStatement[]>();
      for (const statement of this.all(kind)) {
        const name = String(statement.body[field]);
        const list = group.get(name);
        if (list) list.push(statement);
        else group.set(name, [statement]);
      }
      this.#groups.set(key, group);
    }
    return (group.get(value) ?? []) as unknown as Placed<Kind>[];
  }
}

/** Field path inside a body. */
export type Path = readonly (string | number)[];

/** A fault: names file, line, record and field, what was found, and what to do. `details.rule` is the rule's id. */
export function fault(rule: string, statement: PlacedStatement, field: Path, found: string, toDo: string): ServandaError {
  const place = statement.placeOf(field);
  const where = `${place.file ?? 'data'}:${place.line ?? 1}`;
  const what = `${statement.body.kind} ${statement.body.id}`;
  const at = field.length === 0 ? '' : `field "${field.join('.')}": `;
  return new ServandaError('RECORD_RULE', `${where}: ${what}: ${at}${found} ${toDo} (rule ${rule})`, {
    place,
    details: { rule, kind: statement.body.kind, id: statement.body.id },
  });
}
