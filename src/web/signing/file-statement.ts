/** Signs a statement in the browser, hands it in, and checks the receipt before it is shown. */
import { canonicalJson } from '../../model/browser.ts';
import { hex, signPortably, utf8, verifyReceipt, webCrypto, type PortableSigner } from '../../ledger/browser.ts';

/** A statement that was recorded. */
export interface Filed {
  /** The receipt as a file. */
  receipt: string;
  statement: string;
  origin: string;
  index: number;
  recordedAt: string;
  operator: string | null;
  /** True if the same statement had been recorded before. */
  repeated: boolean;
}

/** A refusal: the rule of intake that was broken, or what stood in the way. Nothing was recorded. */
export class Refusal extends Error {
  readonly rule: string;
  constructor(rule: string, message: string) {
    super(message);
    this.name = 'Refusal';
    this.rule = rule;
  }
}

/** A key as the instance knows it. */
export interface RegisteredKeyLine {
  origin: string;
  id: string;
  party: string | null;
  holder: string;
  until: string | null;
  ended: { how: string } | null;
}

interface Problem {
  code?: string;
  detail?: string;
  details?: { rule?: string };
}

async function askFor<Result>(path: string, request: RequestInit = {}): Promise<Result> {
  let response: Response;
  try {
    response = await fetch(path, request);
  } catch {
    throw new Refusal('not-sent', 'The instance cannot be reached. The draft is kept; try again.');
  }
  const value = (await response.json().catch(() => ({}))) as Problem & { result?: Result };
  if (response.ok && value.result !== undefined) return value.result;
  const { code, detail, details } = value;
  throw new Refusal(details?.rule ?? code ?? String(response.status), detail ?? `It answered ${response.status}.`);
}

/** The log that this instance writes; refused if it takes nothing in. */
export async function localLog(): Promise<string> {
  const { items } = await askFor<{ items: { origin: string; local: boolean }[] }>('/api/v1/logs');
  const line = items.find(({ local }) => local);
  if (line) return line.origin;
  throw new Refusal('reading-only', 'This instance takes nothing in: it was started for reading.');
}

/** How the instance knows a key; null if it does not. */
export async function registeredKey(id: string): Promise<RegisteredKeyLine | null> {
  const { items } = await askFor<{ items: RegisteredKeyLine[] }>('/api/v1/keys');
  return items.find((key) => key.id === id) ?? null;
}

/**
 * Signs a statement, its nonce included, and hands it in; again the same one gives its receipt again. Throws a Refusal
 * with the rule, or a ReceiptError if the receipt does not hold.
 */
export async function fileStatement(statement: { nonce: string }, signer: PortableSigner): Promise<Filed> {
  const origin = await localLog();
  const id = hex(await webCrypto.sha256(utf8(canonicalJson(statement))));
  const jws = await signPortably(signer, origin, id);
  const { receipts, repeated } = await askFor<{ receipts: object[]; repeated: boolean }>('/api/v1/statements', {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ statement, jws }),
  });
  const receipt = `${JSON.stringify(receipts[0] ?? {}, null, 2)}\n`;
  const verified = await verifyReceipt(receipt, { origin });
  if (verified.id !== id) throw new Refusal('receipt-other', 'The receipt is of another statement; keep the draft.');
  const { index, recordedAt, operator } = verified;
  return { receipt, statement: id, origin, index, recordedAt, operator, repeated };
}

/** SHA-256 of a file that was seen, for the evidence of a statement. The file is not sent. */
export async function hashOf(file: Blob): Promise<string> {
  return hex(await webCrypto.sha256(new Uint8Array(await file.arrayBuffer())));
}
