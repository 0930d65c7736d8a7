/** Receipts: a statement, its leaf, the proof to a signed checkpoint and the keys, in one file that verifies by itself. */
import { fromBase64, fromBase64Url, hex, ReceiptError, toBase64Url, utf8, type ReceiptRule } from './bytes.ts';
import { isSignedBy, leadsToRoot, readCheckpoint } from './checkpoint.ts';
import { webCrypto, type PortableCrypto } from './crypto.ts';
import { thumbprintOf } from './sign.ts';

export const receiptFormat = 'servanda-receipt/1';

/** The registration of a key, as text whose bytes are hashed, and the signature over it. */
export interface ReceiptKey {
  statement: string;
  jws: string;
}

/** One JSON file (docs/spec/receipts.md). */
export interface Receipt {
  format: typeof receiptFormat;
  origin: string;
  index: number;
  /** Canonical JSON as text whose bytes are hashed; null if the body was erased. */
  statement: string | null;
  /** The entry of the log, as text whose bytes are hashed. */
  leaf: string;
  /** Inclusion proof, hashes in base64 from the leaf upwards. */
  proof: string[];
  /** Signed note. */
  checkpoint: string;
  /** Registrations of the keys that signed, the operator's first: each is signed by one before it. */
  keys: ReceiptKey[];
}

/** What a checked receipt proves. */
export interface VerifiedReceipt {
  origin: string;
  index: number;
  size: number;
  recordedAt: string;
  /** SHA-256 of the statement. */
  id: string;
  /** Null if it was erased when the receipt was made. */
  statement: Record<string, unknown> | null;
  /** False for a log that nobody signs (the record of an unsealed build). */
  sealed: boolean;
  /** Thumbprint of the operator's key; compare it with the one that the instance publishes. Null in the record log. */
  operator: string | null;
  /** The key that signed the statement, and for whom it speaks. */
  signer: { id: string; party: string | null; holder: string } | null;
}

/** What the reader knows from elsewhere; without it the file proves only what its own keys say. */
export interface ReceiptExpectation {
  origin?: string | undefined;
  /** Thumbprint of the operator's key. */
  operator?: string | undefined;
  /** Public keys, raw, of the log's checkpoints: for logs without keys among their statements. */
  checkpointKeys?: readonly Uint8Array<ArrayBuffer>[] | undefined;
}

interface Leaf {
  recordedAt: string;
  statement: string;
  jws: string | null;
}

interface ChainKey {
  id: string;
  x: Uint8Array<ArrayBuffer>;
  use: string;
  party: string | null;
  holder: string;
  operator: boolean;
}

const maxLength = 4 * 1024 * 1024;

/** Reads a receipt without judging it (hostile input); throws receipt-form. */
export function parseReceipt(text: string): Receipt {
  let value: unknown = null;
  try {
    if (text.length <= maxLength) value = JSON.parse(text);
  } catch {
    // falls through to the one error below
  }
  if (isReceipt(value)) return value;
  throw fail('receipt-form', `This is not a receipt of the form ${receiptFormat}.`);
}

function isReceipt(value: unknown): value is Receipt {
  const names = 'checkpoint,format,index,keys,leaf,origin,proof,statement';
  if (!isObject(value) || Object.keys(value).sort().join() !== names) return false;
  const { format, origin, index, proof, checkpoint, keys } = value;
  return (
    format === receiptFormat &&
    typeof origin === 'string' &&
    Number.isSafeInteger(index) &&
    (typeof value['statement'] === 'string' || value['statement'] === null) &&
    typeof value['leaf'] === 'string' &&
    Array.isArray(proof) &&
    proof.length <= 60 &&
    proof.every((hash) => typeof hash === 'string') &&
    typeof checkpoint === 'string' &&
    Array.isArray(keys) &&
    keys.length <= 64 &&
    keys.every(isReceiptKey)
  );
}

function isReceiptKey(value: unknown): boolean {
  if (!isObject(value) || Object.keys(value).sort().join() !== 'jws,statement') return false;
  return typeof value['statement'] === 'string' && typeof value['jws'] === 'string';
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/**
 * Checks a receipt with nothing but its text and, if given, what is expected. Throws a ReceiptError that names the one
 * thing that is wrong.
 */
export async function verifyReceipt(
  source: string | Receipt,
  expected: ReceiptExpectation = {},
  crypto: PortableCrypto = webCrypto,
): Promise<VerifiedReceipt> {
  const receipt = typeof source === 'string' ? parseReceipt(source) : source;
  const leaf = readLeaf(receipt.leaf);
  const statement = receipt.statement === null ? null : await readStatement(crypto, receipt.statement, leaf.statement);
  const checkpoint = readCheckpoint(receipt.checkpoint);
  if (checkpoint.origin !== receipt.origin) {
    throw fail('checkpoint-origin', `The checkpoint is of the log "${checkpoint.origin}", not of "${receipt.origin}".`);
  }
  const chain = await readChain(crypto, receipt);
  const known = [...chain.values()].filter(({ use }) => use === 'checkpoints').map(({ x }) => x);
  const sealed = checkpoint.signatures.length > 0;
  if (sealed || chain.size > 0) {
    const keys = [...known, ...(expected.checkpointKeys ?? [])];
    const signed = await Promise.all(keys.map((key) => isSignedBy(crypto, checkpoint, key)));
    if (!signed.includes(true)) {
      throw fail('checkpoint-signature', 'No key that is known for this log signed the checkpoint.');
    }
  }
  const proof = receipt.proof.map((hash) => fromBase64(hash) ?? new Uint8Array());
  if (!(await leadsToRoot(crypto, utf8(receipt.leaf), receipt.index, checkpoint, proof))) {
    throw fail('proof-wrong', `The proof does not lead from the leaf, as entry ${receipt.index}, to the checkpoint.`);
  }
  const signer = await checkSigner(crypto, receipt.origin, leaf, chain);
  const operator = chain.values().next().value?.id ?? null;
  requireExpected(expected, receipt.origin, operator, sealed);
  return {
    origin: receipt.origin,
    index: receipt.index,
    size: checkpoint.size,
    recordedAt: leaf.recordedAt,
    id: leaf.statement,
    statement,
    sealed,
    operator,
    signer: signer && { id: signer.id, party: signer.party, holder: signer.holder },
  };
}

function requireExpected(expected: ReceiptExpectation, origin: string, operator: string | null, sealed: boolean): void {
  if (expected.origin !== undefined && expected.origin !== origin) {
    throw fail('key-other', `The receipt is of the log "${origin}", not of "${expected.origin}".`);
  }
  if (expected.operator !== undefined && expected.operator !== operator) {
    throw fail('key-other', `The operator's key is ${operator ?? 'not in the file'}, not ${expected.operator}.`);
  }
  if ((expected.checkpointKeys?.length ?? 0) > 0 && !sealed) {
    throw fail('checkpoint-signature', 'The checkpoint is unsealed: nobody signed it.');
  }
}

function readLeaf(text: string): Leaf {
  let value: unknown = null;
  try {
    value = JSON.parse(text);
  } catch {
    // falls through to the one error below
  }
  const { recordedAt, statement, jws, ...more } = isObject(value) ? value : {};
  const jwsOk = jws === undefined || typeof jws === 'string';
  const isLeaf = typeof recordedAt === 'string' && typeof statement === 'string' && /^[0-9a-f]{64}$/.test(statement);
  if (!isLeaf || !jwsOk || Object.keys(more).length > 0) throw fail('leaf-form', 'The leaf is not one of Servanda.');
  return { recordedAt, statement, jws: jws ?? null };
}

/** Reads a statement that must have this id. */
async function readStatement(crypto: PortableCrypto, text: string, id: string): Promise<Record<string, unknown>> {
  if (hex(await crypto.sha256(utf8(text))) !== id) {
    throw fail('statement-other', 'The statement is not the one that the leaf commits to; one of them was changed.');
  }
  let value: unknown = null;
  try {
    value = JSON.parse(text);
  } catch {
    // falls through to the one error below
  }
  if (!isObject(value)) throw fail('statement-other', 'The statement is not a JSON object.');
  return value;
}

/**
 * The keys of the file by id. The first is the operator's and signs itself, and the log bears its name; each further
 * one is signed by an operator's key before it, or by the key that it replaces.
 */
async function readChain(crypto: PortableCrypto, { keys, origin }: Receipt): Promise<Map<string, ChainKey>> {
  const chain = new Map<string, ChainKey>();
  for (const { statement: text, jws } of keys) {
    const statement = hex(await crypto.sha256(utf8(text)));
    const body = await readStatement(crypto, text, statement);
    const key = await readKey(crypto, body);
    const { kid, signed } = await openJws(crypto, origin, { statement, jws }, new Map([...chain, [key.id, key]]));
    const by = chain.get(kid);
    const isRoot = chain.size === 0 && kid === key.id && key.operator && (await namesLog(crypto, key.x, origin));
    const replaces = body['replaces'];
    if (!signed || !(isRoot || (by && (by.operator || (replaces === by.id && by.use === key.use))))) {
      throw fail('key-chain', `The key ${key.id} in the file was registered by nobody that leads to the operator.`);
    }
    chain.set(key.id, key);
  }
  return chain;
}

async function readKey(crypto: PortableCrypto, body: Record<string, unknown>): Promise<ChainKey> {
  const { kind, id, x, use, party, holder } = body;
  const bytes = typeof x === 'string' ? fromBase64Url(x) : null;
  const isKey = kind === 'key' && typeof id === 'string' && typeof use === 'string' && typeof holder === 'string';
  if (!isKey || bytes?.length !== 32 || (await thumbprintOf(crypto, String(x))) !== id) {
    throw fail('key-chain', 'One of the keys in the file is not the registration of a key.');
  }
  return { id, x: bytes, use, holder, party: typeof party === 'string' ? party : null, operator: use === 'operator' };
}

/** A local log bears the beginning of its operator's key in its name. */
async function namesLog(crypto: PortableCrypto, x: Uint8Array<ArrayBuffer>, origin: string): Promise<boolean> {
  return origin.endsWith(`/${hex((await crypto.sha256(x)).slice(0, 4))}`);
}

async function checkSigner(
  crypto: PortableCrypto,
  origin: string,
  leaf: Leaf,
  chain: ReadonlyMap<string, ChainKey>,
): Promise<ChainKey | null> {
  if (leaf.jws === null && chain.size === 0) return null;
  const { kid, signed } = await openJws(crypto, origin, leaf, chain);
  const signer = chain.get(kid);
  if (signed && signer && signer.use !== 'checkpoints') return signer;
  throw fail('statement-signature', 'The statement is not signed by a key of the file, or the signature was changed.');
}

/** Who signed a leaf, and whether the signature holds (RFC 7515; docs/spec/local-log.md). */
async function openJws(
  crypto: PortableCrypto,
  origin: string,
  leaf: Pick<Leaf, 'statement' | 'jws'>,
  keys: ReadonlyMap<string, ChainKey>,
): Promise<{ kid: string; signed: boolean }> {
  const [header = '', payload, signature = '', ...more] = (leaf.jws ?? '').split('.');
  let value: unknown = null;
  try {
    value = JSON.parse(
      new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(fromBase64Url(header) ?? new Uint8Array()),
    );
  } catch {
    // An unreadable header names no key.
  }
  const { alg, kid, log } = isObject(value) ? value : {};
  const key = typeof kid === 'string' ? keys.get(kid) : undefined;
  const bytes = fromBase64Url(signature);
  if (!key || !bytes || payload !== '' || more.length > 0 || alg !== 'EdDSA' || log !== origin) {
    return { kid: typeof kid === 'string' ? kid : '', signed: false };
  }
  const input = utf8(`${header}.${toBase64Url(utf8(leaf.statement))}`);
  return { kid: key.id, signed: await crypto.verifyEd25519(key.x, input, bytes) };
}

function fail(rule: ReceiptRule, message: string): ReceiptError {
  return new ReceiptError(rule, message);
}
