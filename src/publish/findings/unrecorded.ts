/** An incident that nobody recorded, laid over the registry so that it can be judged; nothing is written. */
import { isRecordStatement, statementId, type RecordKind, type Statement } from '#model';
import type { RecordVersion, Registry } from '#registry';

/** Where such statements say they come from; they have no place in any log. */
export const unrecordedOrigin = 'not recorded';

/** The registry with these statements standing in it, in place of recorded ones of the same name. */
export function withUnrecorded(registry: Registry, statements: readonly Statement[]): Registry {
  const versions = new Map(registry.versions);
  const byStatement = new Map(registry.byStatement);
  for (const body of statements) {
    if (!isRecordStatement(body)) continue;
    const version: RecordVersion = {
      body,
      statement: statementId(body),
      origin: unrecordedOrigin,
      index: -1,
      recordedAt: '0000-01-01',
      replacedAt: null,
      replacedBy: null,
      signer: null,
    };
    byStatement.set(version.statement, version);
    const ofKind = new Map<string, readonly RecordVersion[]>(versions.get(body.kind) ?? []);
    ofKind.set(body.id, [version]);
    versions.set(body.kind satisfies RecordKind, ofKind);
  }
  return { ...registry, versions, byStatement };
}
