/** Signing statements on the command line, and saying what became of them. */
import { keyThumbprint, signJws, type Receipt, type SigningKey } from '#ledger';
import { parseStatement, statementId, type Statement } from '#model';
import { newNonce } from './key-file.ts';
import { printJson, printText } from './output.ts';

/** A statement with its signature, as it is handed in. */
export interface SignedStatement {
  statement: Statement;
  jws: string;
}

/** Checks a statement, gives it a nonce if it has none, and signs it for a log. */
export function signFor(value: unknown, signer: SigningKey, log: string): SignedStatement {
  const hasNonce = typeof value === 'object' && value !== null && 'nonce' in value;
  const statement = parseStatement(hasNonce ? value : { ...(value as object), nonce: newNonce() });
  const kid = keyThumbprint(signer.key.publicKey);
  return { statement, jws: signJws(signer, { kid, log }, statementId(statement)) };
}

/** Says what was recorded, and where. */
export function printReceipts(receipts: readonly Receipt[], repeated: boolean, json: boolean): void {
  if (json) {
    printJson({ repeated, receipts });
    return;
  }
  printText(
    receipts.map(({ origin, index, leaf }) => {
      const { recordedAt, statement } = JSON.parse(leaf) as { recordedAt: string; statement: string };
      return `entry ${index} of ${origin}, recorded ${recordedAt}, statement ${statement}${repeated ? ' (recorded before)' : ''}`;
    }),
  );
}
