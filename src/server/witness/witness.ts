/** A witness: cosigns checkpoints of logs that it knows, after checking that each continues the one before. */
import {
  formatNote,
  formatSignatureLine,
  judgeWitnessRequest,
  LedgerError,
  parseCheckpoint,
  parseNote,
  parseWitnessRequest,
  signCosignature,
  type Cosigned,
  type SigningKey,
  type VerifierKey,
  type WitnessRequest,
} from '#ledger';

/** What was last cosigned, by origin. INVARIANT: `write` returns when the checkpoint is durable. */
export interface WitnessMemory {
  /** The checkpoint that was last cosigned; null if none was. */
  read(origin: string): string | null;
  write(origin: string, checkpoint: string): void;
}

/** What a witness is made of; its clock gives milliseconds since 1970. */
export interface WitnessParts {
  /** A cosigner's key (signature type 4). */
  signer: SigningKey;
  /** Keys of the logs that are witnessed, named by origin. */
  logs: readonly VerifierKey[];
  memory: WitnessMemory;
  clock: () => number;
}

/** An answer as tlog-witness has it. */
export interface WitnessAnswer {
  status: 200 | 400 | 403 | 404 | 409 | 422;
  body: string;
  contentType: string;
}

/** INVARIANT: of one log nothing is cosigned that does not continue what was cosigned before, across restarts too. */
export class Witness {
  readonly #parts: WitnessParts;

  constructor(parts: WitnessParts) {
    this.#parts = parts;
  }

  get key(): VerifierKey {
    return this.#parts.signer.key;
  }

  /** What was last cosigned of a log. */
  cosigned(origin: string): Cosigned {
    const note = this.#parts.memory.read(origin);
    if (note === null) return { size: 0, root: null };
    const { size, root } = parseCheckpoint(note);
    return { size, root };
  }

  /** Answers `add-checkpoint`. Nothing is awaited between looking and writing: requests cannot overtake each other. */
  addCheckpoint(text: string): WitnessAnswer {
    let request: WitnessRequest;
    let origin: string;
    try {
      request = parseWitnessRequest(text);
      ({ origin } = parseCheckpoint(request.checkpoint));
    } catch (error) {
      if (!(error instanceof LedgerError)) throw error;
      return plain(400, error.message);
    }
    const { logs, memory, signer, clock } = this.#parts;
    const keys = logs.filter(({ name }) => name === origin);
    const verdict = judgeWitnessRequest(request, keys.length > 0 ? keys : null, this.cosigned(origin));
    if (verdict.status === 409) {
      return { status: 409, body: `${verdict.size}\n`, contentType: 'text/x.tlog.size' };
    }
    if (verdict.status !== 200) return plain(verdict.status, verdict.message);
    memory.write(origin, request.checkpoint);
    const line = signCosignature(verdict.checkpoint.text, signer, Math.floor(clock() / 1000));
    return plain(200, formatSignatureLine(line));
  }
}

/** A checkpoint with the signature lines of a witness added; lines that are there already are not added again. */
export function withCosignatures(checkpoint: string, lines: string): string {
  const { text, signatures } = parseNote(checkpoint);
  const { signatures: more } = parseNote(`${text}\n${lines}`);
  const others = signatures.filter(({ name, id }) => !more.some((line) => line.name === name && line.id === id));
  return formatNote({ text, signatures: [...others, ...more] });
}

function plain(status: WitnessAnswer['status'], body: string): WitnessAnswer {
  return { status, body: body.endsWith('\n') ? body : `${body}\n`, contentType: 'text/plain; charset=utf-8' };
}
