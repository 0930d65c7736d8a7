/** A proof bundle: an answer with the statements that it was computed from, each proved to be in its log. */
import {
  checkInclusion,
  hashLeaf,
  parseCheckpoint,
  parseHash,
  proveInclusionFromTiles,
  type Hash,
  type LogReader,
} from '#ledger';
import {
  LogState,
  ServandaError,
  formatLogEntry,
  parseWith,
  statementId,
  type Envelope,
  type LogEntry,
  type Statement,
} from '#model';
import type { LoggedStatements, RecordVersion } from '#registry';
import { z } from 'zod';

export const bundleFormat = 'servanda-proof/1';

const base64 = z.string().max(100);

export const ProofStatement = z.strictObject({
  origin: z.string().max(400),
  index: z.number().int().nonnegative(),
  recordedAt: z.string().max(30),
  jws: z.string().max(8192).optional(),
  body: z.looseObject({ kind: z.string() }),
  /** Hashes from the leaf to the root (RFC 6962, section 2.1.1), base64. */
  inclusion: z.array(base64).max(64),
});

export const ProofBundle = z.strictObject({
  format: z.literal(bundleFormat),
  /** Version of the code that made it. */
  code: z.string().max(60),
  /** The resource below /api/v1 that was asked. */
  address: z.string().max(2000),
  answer: z.looseObject({
    snapshot: z.array(LogState),
    method: z.string(),
    parameters: z.record(z.string(), z.unknown()),
    assumptions: z.array(z.string()),
    result: z.unknown(),
  }),
  /** Checkpoints of the logs as they were served, where they are of the snapshot's size. */
  checkpoints: z.array(z.string().max(20_000)),
  statements: z.array(ProofStatement).max(1_000_000),
});
export type ProofBundle = z.infer<typeof ProofBundle>;

/** Makes a bundle. Throws REFUSED where a log of the snapshot cannot be read, so that nothing stands there unproved. */
export async function makeBundle(
  address: string,
  answer: Envelope<unknown>,
  read: readonly RecordVersion[],
  logs: { reader: (origin: string) => LogReader | undefined; entry: (version: RecordVersion) => LogEntry },
  code: string,
): Promise<ProofBundle> {
  const sizes = new Map(answer.snapshot.map(({ origin, size }) => [origin, size]));
  const readerOf = (origin: string): LogReader => {
    const reader = logs.reader(origin);
    if (reader) return reader;
    throw new ServandaError('REFUSED', `The log ${origin} cannot be read here, so nothing of it can be proved.`);
  };
  const statements: ProofBundle['statements'] = [];
  for (const version of read) {
    const { origin, index, body } = version;
    const { recordedAt, jws } = logs.entry(version);
    const proof = await proveInclusionFromTiles(readerOf(origin), index, sizes.get(origin) ?? 0);
    statements.push({
      origin,
      index,
      recordedAt,
      ...(jws === undefined ? {} : { jws }),
      body: { ...body },
      inclusion: proof.map((hash) => hash.toString('base64')),
    });
  }
  const checkpoints = answer.snapshot.flatMap(({ origin, size }) => {
    const reader = logs.reader(origin);
    return reader?.size === size ? [reader.checkpoint] : [];
  });
  return { format: bundleFormat, code, address, answer: { ...answer }, checkpoints, statements };
}

export interface BundleFault {
  origin: string;
  index: number | null;
  message: string;
}

/** Reads hostile text as a bundle; throws INPUT_INVALID naming the field. */
export function parseBundle(value: unknown): ProofBundle {
  return parseWith(ProofBundle, value, 'proof bundle');
}

/** Checks every inclusion proof against the snapshot, and every checkpoint that comes with it. Empty: all hold. */
export function checkBundle({ answer, statements, checkpoints }: ProofBundle): BundleFault[] {
  const faults: BundleFault[] = [];
  const states = new Map(answer.snapshot.map((state) => [state.origin, state]));
  for (const text of checkpoints) {
    const { origin, size, root } = parseCheckpoint(text);
    const state = states.get(origin);
    if (state?.size !== size || state.root !== root.toString('base64')) {
      faults.push({ origin, index: null, message: 'the checkpoint is of another state than the snapshot' });
    }
  }
  for (const { origin, index, recordedAt, jws, body, inclusion } of statements) {
    const state = states.get(origin);
    const fault = (message: string): void => {
      faults.push({ origin, index, message });
    };
    if (!state) {
      fault('its log is not in the snapshot');
      continue;
    }
    const leaf = formatLogEntry({
      recordedAt,
      statement: statementId(body),
      ...(jws === undefined ? {} : { jws }),
    });
    const proof = inclusion.map((text): Hash => parseHash(text));
    if (!checkInclusion(hashLeaf(leaf), index, state.size, proof, parseHash(state.root))) {
      fault('the statement is not in its log at this place');
    }
  }
  return faults;
}

/** The statements of a bundle as logs to fold: the registry that its answer was computed from, as far as it was read. */
export function logsOfBundle({ answer, statements }: ProofBundle): LoggedStatements[] {
  return answer.snapshot.map((state) => ({
    state,
    statements: statements
      .filter(({ origin }) => origin === state.origin)
      .map(({ origin, index, recordedAt, jws, body }) => ({
        origin,
        index,
        statement: statementId(body),
        recordedAt,
        jws: jws ?? null,
        body: body as unknown as Statement,
      })),
  }));
}
