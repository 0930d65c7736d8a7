/** Reading a signed checkpoint (C2SP signed-note, tlog-checkpoint) and walking an inclusion proof, without Node. */
import { concat, equal, fromBase64, ReceiptError, utf8 } from './bytes.ts';
import type { PortableCrypto } from './crypto.ts';

/** A checkpoint apart into its pieces; nothing is verified yet. */
export interface PortableCheckpoint {
  origin: string;
  size: number;
  root: Uint8Array<ArrayBuffer>;
  /** What is signed. */
  text: string;
  signatures: { name: string; id: Uint8Array; signature: Uint8Array<ArrayBuffer> }[];
}

/** Reads a checkpoint (hostile input); throws checkpoint-form. An unsealed one has no signatures. */
export function readCheckpoint(note: string): PortableCheckpoint {
  const at = note.indexOf('\n\n');
  const text = at < 0 ? note : note.slice(0, at + 1);
  const [origin = '', sizeLine = '', rootLine = '', ...rest] = text.split('\n');
  const size = Number(sizeLine);
  const root = fromBase64(rootLine);
  const sizeOk = /^(?:0|[1-9][0-9]{0,15})$/.test(sizeLine) && Number.isSafeInteger(size);
  if (origin === '' || !sizeOk || root?.length !== 32 || rest.at(-1) !== '' || rest.slice(0, -1).includes('')) {
    throw new ReceiptError('checkpoint-form', 'The checkpoint is not origin, size and root, each on a line.');
  }
  return { origin, size, root, text, signatures: at < 0 ? [] : readSignatures(note.slice(at + 2)) };
}

function readSignatures(block: string): PortableCheckpoint['signatures'] {
  const lines = block.split('\n');
  if (lines.pop() !== '' || lines.length === 0 || lines.length > 64) {
    throw new ReceiptError('checkpoint-form', 'The signatures of the checkpoint cannot be read.');
  }
  return lines.map((line) => {
    const match = /^\u2014 ([^ +]+) ([A-Za-z0-9+/=]+)$/.exec(line);
    const bytes = fromBase64(match?.[2] ?? '');
    if (!match || !bytes || bytes.length <= 4) {
      throw new ReceiptError('checkpoint-form', 'A signature line of the checkpoint cannot be read.');
    }
    return { name: match[1] ?? '', id: bytes.slice(0, 4), signature: bytes.slice(4) };
  });
}

/** Did this Ed25519 key, under the log's name, sign the checkpoint (signature type 1)? */
export async function isSignedBy(
  crypto: PortableCrypto,
  checkpoint: PortableCheckpoint,
  publicKey: Uint8Array<ArrayBuffer>,
): Promise<boolean> {
  const id = (await crypto.sha256(concat(utf8(`${checkpoint.origin}\n`), Uint8Array.of(1), publicKey))).slice(0, 4);
  for (const line of checkpoint.signatures) {
    if (line.name !== checkpoint.origin || !equal(line.id, id)) continue;
    return crypto.verifyEd25519(publicKey, utf8(checkpoint.text), line.signature);
  }
  return false;
}

/** Does the proof lead from the leaf to the root (RFC 9162, section 2.1.3.2)? */
export async function leadsToRoot(
  crypto: PortableCrypto,
  leaf: Uint8Array<ArrayBuffer>,
  index: number,
  { size, root }: Pick<PortableCheckpoint, 'size' | 'root'>,
  proof: readonly Uint8Array[],
): Promise<boolean> {
  if (!Number.isSafeInteger(index) || index < 0 || index >= size || proof.length > 60) return false;
  const node = (left: Uint8Array, right: Uint8Array): Promise<Uint8Array<ArrayBuffer>> =>
    crypto.sha256(concat(Uint8Array.of(1), left, right));
  let [position, last] = [index, size - 1];
  let hash = await crypto.sha256(concat(Uint8Array.of(0), leaf));
  for (const sibling of proof) {
    if (last === 0 || sibling.length !== 32) return false;
    if (position % 2 === 1 || position === last) {
      hash = await node(sibling, hash);
      while (position % 2 === 0 && position !== 0) [position, last] = [position / 2, Math.floor(last / 2)];
    } else {
      hash = await node(hash, sibling);
    }
    [position, last] = [Math.floor(position / 2), Math.floor(last / 2)];
  }
  return last === 0 && equal(hash, root);
}
