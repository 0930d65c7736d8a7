/** Opens the local log as its writer: keys and log are made at first use, in the data folder or in PostgreSQL. */
import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { LocalLog, localOrigin, type SignatureCheck } from '#intake';
import { formatSigningKey, makeSigningKey, parseSigningKey, type Log, type SigningKey } from '#ledger';
import { ServandaError } from '#model';
import type { OpenLocal } from '#server';
import { fileSecrets, openFileLog, type SecretStore } from '#storage';
import { keysFolder, localFolder, type DataPlace } from './data-place.ts';
import { formatKeyFile, newKey, newNonce, parseKeyFile } from './key-file.ts';

/** Names of the two keys that an instance makes for itself. */
export const operatorSecret = 'operator.json';
const logSecret = 'log.key';

/** The keys of a place. */
export async function openSecrets(place: DataPlace): Promise<SecretStore> {
  if (place.database === null) return fileSecrets(keysFolder(place));
  const { postgresSecrets } = await import('./postgres.ts');
  return postgresSecrets(place.database);
}

/** How to open the local log of a place for writing. Signatures are checked in threads if `check` does so. */
export function localWriter(place: DataPlace, check?: SignatureCheck): OpenLocal {
  return async (known) => {
    const secrets = await openSecrets(place);
    try {
      const logKey = await keepLogKey(place, secrets);
      const log = await openLog(place, logKey);
      try {
        if (log.size === 0) {
          const operator = await readOperator(secrets);
          await LocalLog.found(log, operator, logKey, Date.now(), newNonce);
        }
        return await LocalLog.open({ log, clock: Date.now, known, ...(check && { check }) });
      } catch (error) {
        await log.close();
        throw error;
      }
    } finally {
      await secrets.close();
    }
  };
}

/** The origin of the local log of a place; null if there is none yet. */
export async function readLocalOrigin(place: DataPlace): Promise<string | null> {
  const secrets = await openSecrets(place);
  try {
    const text = await secrets.read(logSecret);
    return text === null ? null : parseSigningKey(text).key.name;
  } finally {
    await secrets.close();
  }
}

/** The operator's key of a place; throws if it was put elsewhere. */
export async function readOperatorKey(place: DataPlace): Promise<SigningKey> {
  const secrets = await openSecrets(place);
  try {
    return await readOperator(secrets);
  } finally {
    await secrets.close();
  }
}

async function readOperator(secrets: SecretStore): Promise<SigningKey> {
  const text = await secrets.read(operatorSecret);
  if (text !== null) return parseKeyFile(text, operatorSecret);
  throw new ServandaError(
    'ENVIRONMENT',
    "The operator's key is not here: it was put elsewhere, or the instance was never started. Name its file with --key.",
  );
}

/** The log's key bears the log's name, which begins with the operator's key; both are made together. */
async function keepLogKey(place: DataPlace, secrets: SecretStore): Promise<SigningKey> {
  const known = await secrets.read(logSecret);
  if (known !== null) return parseSigningKey(known);
  if (place.database === null && existsSync(path.join(localFolder(place), 'checkpoint'))) {
    throw new ServandaError(
      'ENVIRONMENT',
      `The key of the local log is missing: ${path.join(keysFolder(place), logSecret)}. Restore it from a backup; until then the log can be read and not written.`,
    );
  }
  const operator = parseKeyFile(await secrets.keep(operatorSecret, () => formatKeyFile(newKey())), operatorSecret);
  const origin = localOrigin(operator.key.publicKey);
  return parseSigningKey(
    await secrets.keep(logSecret, () => formatSigningKey(makeSigningKey(origin, randomBytes(32)))),
  );
}

async function openLog(place: DataPlace, signer: SigningKey): Promise<Log> {
  const origin = signer.key.name;
  if (place.database === null) return openFileLog(localFolder(place), { origin, signer });
  const { openPostgresLog } = await import('./postgres.ts');
  return openPostgresLog(place.database, { origin, signer });
}
