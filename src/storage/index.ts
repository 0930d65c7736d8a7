/** Logs and bodies in files or in PostgreSQL, behind the port that the ledger declares. */
export { openFileLog, readLog, type ReadOptions, type WholeLog, type WriteOptions } from './open-file-log.ts';
export type { FileLog } from './file-log.ts';
export { verifyLog, type VerifyOptions } from './verify-log.ts';
export { verifyOpenLog, type VerifyOpenOptions } from './verify-open-log.ts';
export type { BodyCheck, LogFault, LogFaultRule, LogReport } from './log-report.ts';
export type { FileSystem, FolderItem, OpenFile } from './file-system.ts';
export { fileSecrets, type SecretStore } from './file-secrets.ts';
export { postgresSecrets } from './postgres-secrets.ts';
export { openPostgresLog, type PostgresReadOptions, type PostgresWriteOptions } from './open-postgres-log.ts';
