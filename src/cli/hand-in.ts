/** Handing statements in: to a server by name, to the one that runs on this data folder, or straight into the log. */
import { existsSync, readFileSync } from 'node:fs';
import type { Receipt } from '#ledger';
import { errorCodes, ServandaError, type ErrorCode } from '#model';
import type { LogLine } from '#server';
import { serverNoteFile, type DataPlace } from './data-place.ts';
import type { Door } from './door.ts';

/** What a running server wrote down about itself. */
export interface ServerNote {
  url: string;
  pid: number;
  origin: string;
}

/** Opens the door: `server` by address if given, else whatever holds the log of this place. */
export async function openDoor(place: DataPlace, server: string | undefined): Promise<Door> {
  if (server !== undefined) return serverDoor(server);
  const note = readServerNote(place);
  if (note && isRunning(note.pid)) {
    try {
      return await serverDoor(note.url);
    } catch (error) {
      if (!(error instanceof ServandaError) || error.code !== 'ENVIRONMENT') throw error;
      // A note that a killed server left, with a process id that somebody else has now: the lock tells.
    }
  }
  return (await import('./direct-door.ts')).directDoor(place);
}

/** The door of a server; throws ENVIRONMENT if nobody answers. */
export async function serverDoor(address: string): Promise<Door> {
  const url = baseOf(address);
  const { result } = (await ask(`${url}/api/v1/logs`)) as { result: { items: LogLine[] } };
  const line = result.items.find(({ local }) => local);
  if (!line)
    throw new ServandaError(
      'STORAGE_FAILED',
      `The server at ${url} takes nothing in: it has no local log that it may write.`,
    );
  return {
    origin: line.origin,
    handIn: async (submissions) => {
      const body = JSON.stringify({ statements: submissions });
      const answer = await ask(`${url}/api/v1/statements`, {
        method: 'POST',
        body,
        headers: { 'Content-Type': 'application/json' },
      });
      return (answer as { result: { receipts: Receipt[]; repeated: boolean } }).result;
    },
    close: () => Promise.resolve(),
  };
}

/** The address of an instance without a slash at its end; throws INPUT_INVALID. */
export function baseOf(address: string): string {
  if (!/^https?:\/\//.test(address) || !URL.canParse(address)) {
    throw new ServandaError('INPUT_INVALID', `"${address}" is not the address of an instance; write http://host:port.`);
  }
  return address.replace(/\/+$/, '');
}

/** Asks an instance; problems come back as the errors they were. */
export async function ask(url: string, request: RequestInit = {}): Promise<unknown> {
  let response: Response;
  try {
    response = await fetch(url, { ...request, signal: AbortSignal.timeout(60_000) });
  } catch (error) {
    const cause = error instanceof Error && error.cause instanceof Error ? error.cause.message : String(error);
    throw new ServandaError('ENVIRONMENT', `Nobody answers at ${url} (${cause}).`, { cause: error });
  }
  const text = await response.text();
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new ServandaError(
      'ENVIRONMENT',
      `${url} answered ${response.status} and no JSON; is it an instance of Servanda?`,
    );
  }
  if (response.ok) return value;
  const { code, detail, details } = value as { code?: string; detail?: string; details?: Record<string, unknown> };
  const known = errorCodes.find((other) => other === code) ?? ('ENVIRONMENT' satisfies ErrorCode);
  throw new ServandaError(known, detail ?? `${url} answered ${response.status}.`, { details: details ?? {} });
}

function readServerNote(place: DataPlace): ServerNote | null {
  const file = serverNoteFile(place);
  if (place.database !== null || !existsSync(file)) return null;
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as ServerNote;
  } catch {
    return null;
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
