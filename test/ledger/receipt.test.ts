/** Receipts by the door for browsers: whole ones hold, each single change is named; and the door needs nothing of Node. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { CompactSign, flattenedVerify, importJWK } from 'jose';
import { beforeAll, describe, expect, it } from 'vitest';
import { ReceiptError, verifyReceipt, type Receipt } from '../../src/ledger/browser.ts';
import {
  hashLeaf,
  isSoundPublicKey,
  jwsSigningInput,
  keyThumbprint,
  makeSigningKey,
  merkleRoot,
  parseBase64Url,
  parseJws,
  proveInclusionFromTiles,
  proveInclusionsFromTiles,
  signJws,
  verifyJws,
} from '../../src/ledger/index.ts';
import { incident } from '../samples.ts';
import {
  grant,
  idOf,
  keyOf,
  local,
  openTestLog,
  operator,
  origin,
  registration,
  signed,
} from '../intake/local-samples.ts';

const observer = keyOf('observer');
let receipt: Receipt;
let other: Receipt;
beforeAll(async () => {
  const { local: log } = await openTestLog();
  await log.submit([
    signed(registration(observer), operator),
    signed(grant(observer, 'o', { role: 'observer' }), operator),
  ]);
  const { receipts } = await log.submit(
    Array.from({ length: 5 }, (_, at) => signed(local(incident(`i${at}`, '2026-01-02', ['FRA'])), observer)),
  );
  [receipt, other] = [receipts[1] as Receipt, receipts[3] as Receipt];
});

async function ruleOf(changed: unknown, expected: Parameters<typeof verifyReceipt>[1] = {}): Promise<string> {
  try {
    await verifyReceipt(JSON.stringify(changed), expected);
    return 'holds';
  } catch (error) {
    if (error instanceof ReceiptError) return error.rule;
    throw error;
  }
}

describe('a receipt', () => {
  it('holds, and says what it proves', async () => {
    expect(await ruleOf(receipt, { origin, operator: idOf(operator) })).toBe('holds');
    const verified = await verifyReceipt(receipt);
    expect(verified).toMatchObject({
      index: 5,
      size: 9,
      sealed: true,
      operator: idOf(operator),
      signer: { id: idOf(observer) },
    });
  });

  it('names the one thing that was changed', async () => {
    const cases: [string, unknown][] = [
      ['receipt-form', { ...receipt, format: 'servanda-receipt/2' }],
      ['receipt-form', { ...receipt, more: 1 }],
      ['receipt-form', { ...receipt, index: 1.5 }],
      ['receipt-form', [receipt]],
      ['leaf-form', { ...receipt, leaf: '{}' }],
      ['statement-other', { ...receipt, statement: receipt.statement?.replace('FRA', 'DEU') }],
      ['statement-other', { ...receipt, statement: other.statement }],
      ['checkpoint-form', { ...receipt, checkpoint: receipt.checkpoint.replace('\n9\n', '\n09\n') }],
      ['checkpoint-origin', { ...receipt, origin: 'servanda/local/00000000' }],
      ['checkpoint-signature', { ...receipt, checkpoint: receipt.checkpoint.replace('\n9\n', '\n10\n') }],
      [
        'checkpoint-signature',
        { ...receipt, checkpoint: receipt.checkpoint.slice(0, receipt.checkpoint.indexOf('\n\n') + 1) },
      ],
      ['key-chain', { ...receipt, keys: receipt.keys.slice(1) }],
      ['key-chain', { ...receipt, keys: [...receipt.keys].reverse() }],
      [
        'key-chain',
        { ...receipt, keys: [...receipt.keys, { statement: receipt.statement, jws: receipt.keys[0]?.jws }] },
      ],
      ['checkpoint-signature', { ...receipt, keys: [] }],
      ['proof-wrong', { ...receipt, index: receipt.index - 1 }],
      ['proof-wrong', { ...receipt, proof: receipt.proof.slice(1) }],
      ['proof-wrong', { ...receipt, proof: [...receipt.proof, receipt.proof[0]] }],
      ['proof-wrong', { ...receipt, proof: other.proof }],
      ['proof-wrong', { ...receipt, statement: other.statement, leaf: other.leaf }],
      ['statement-signature', { ...receipt, keys: receipt.keys.slice(0, -1) }],
    ];
    for (const [rule, changed] of cases)
      expect(await ruleOf(changed), JSON.stringify(changed).slice(0, 200)).toBe(rule);
  });

  it('is refused where another operator or log is expected', async () => {
    expect(await ruleOf(receipt, { operator: idOf(observer) })).toBe('key-other');
    expect(await ruleOf(receipt, { origin: 'other' })).toBe('key-other');
  });

  it('holds without its body, once that was erased', async () => {
    expect(await ruleOf({ ...receipt, statement: null })).toBe('holds');
  });

  it('shows no flipped bit as whole', { timeout: 120_000 }, async () => {
    const text = JSON.stringify(receipt);
    const missed: string[] = [];
    // A bit of every character; characters that stay within one byte.
    for (let at = 0; at < text.length; at += 1) {
      const code = text.charCodeAt(at);
      if (code > 127) continue;
      const changed = text.slice(0, at) + String.fromCharCode(code ^ (1 << (at % 7))) + text.slice(at + 1);
      const holds = await verifyReceipt(changed).then(
        () => true,
        (error: unknown) => {
          if (error instanceof ReceiptError) return false;
          throw error;
        },
      );
      if (holds) missed.push(`${at}: ${changed.slice(Math.max(0, at - 20), at + 20)}`);
    }
    expect(missed).toEqual([]);
  });
});

it('the door for browsers leads to nothing of Node', () => {
  const seen = new Set<string>();
  const visit = (file: string): void => {
    if (seen.has(file)) return;
    seen.add(file);
    const text = readFileSync(file, 'utf8');
    expect(text, file).not.toMatch(/\bBuffer\b|\bprocess\./);
    for (const [, name = ''] of text.matchAll(/from '([^']+)'/g)) {
      expect(name, file).toMatch(/^\.\.?\//);
      visit(path.join(path.dirname(file), name));
    }
  };
  visit(path.join(import.meta.dirname, '../../src/ledger/browser.ts'));
  expect(seen.size).toBeGreaterThan(3);
});

describe('signatures agree with the standards and with jose', () => {
  // RFC 8037, appendices A.1 to A.4.
  const d = 'nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A';
  const x = '11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo';
  const key = makeSigningKey('rfc8037', parseBase64Url(d) ?? Buffer.alloc(0));

  it('key and thumbprint of RFC 8037', () => {
    expect(key.key.publicKey.toString('base64url')).toBe(x);
    expect(keyThumbprint(key.key.publicKey)).toBe('kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k');
  });

  it('what is signed here verifies there, and the other way', async () => {
    const statement = 'a'.repeat(64);
    const kid = keyThumbprint(key.key.publicKey);
    const jwk = { kty: 'OKP', crv: 'Ed25519', x, d };
    const jws = signJws(key, { kid, log: origin }, statement);
    const { encodedHeader, signature } = parseJws(jws);
    const [, payload = ''] = jwsSigningInput(encodedHeader, statement).split('.');
    const publicKey = await importJWK({ kty: 'OKP', crv: 'Ed25519', x }, 'EdDSA');
    const verified = await flattenedVerify({ protected: encodedHeader, payload, signature }, publicKey);
    expect(Buffer.from(verified.payload).toString()).toBe(statement);
    expect(verified.protectedHeader).toEqual({ alg: 'EdDSA', kid, log: origin });
    const theirs = await new CompactSign(Buffer.from(statement))
      .setProtectedHeader({ alg: 'EdDSA', kid, log: origin })
      .sign(await importJWK(jwk, 'EdDSA'));
    const [head = '', , tail = ''] = theirs.split('.');
    expect(`${head}..${tail}`).toBe(jws);
    expect(verifyJws(parseJws(`${head}..${tail}`), key.key.publicKey, statement)).toBe(true);
    expect(verifyJws(parseJws(jws), key.key.publicKey, 'b'.repeat(64))).toBe(false);
  });

  it('knows the keys under which anybody can sign', () => {
    // The eight points of small order and spellings that are not canonical (cr.yp.to/ecdh.html lists their coordinates).
    for (const weak of [
      '0100000000000000000000000000000000000000000000000000000000000000',
      '0100000000000000000000000000000000000000000000000000000000000080',
      'ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
      '0000000000000000000000000000000000000000000000000000000000000000',
      '0000000000000000000000000000000000000000000000000000000000000080',
      '26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05',
      '26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc85',
      'c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a',
      'c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa',
      'edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
      'eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
    ])
      expect(isSoundPublicKey(Buffer.from(weak, 'hex')), weak).toBe(false);
    expect(isSoundPublicKey(key.key.publicKey)).toBe(true);
  });
});

it('proves many leaves at once as one by one', async () => {
  for (const size of [1, 2, 5, 255, 256, 257, 600]) {
    const leaves = Buffer.concat(Array.from({ length: size }, (_, at) => hashLeaf(Buffer.from(String(at)))));
    const upper = Array.from({ length: Math.floor(size / 256) }, (_, at) =>
      merkleRoot(leaves.subarray(at * 8192, (at + 1) * 8192)),
    );
    const levels = [leaves, Buffer.concat(upper)];
    const source = {
      readTile: (level: number, index: number) =>
        Promise.resolve(levels[level]?.subarray(index * 8192, (index + 1) * 8192) ?? Buffer.alloc(0)),
    };
    const indexes = [...new Set([0, size - 1, Math.floor(size / 3), Math.floor(size / 2)])].reverse();
    const found = await proveInclusionsFromTiles(source, indexes, size);
    for (const [at, index] of indexes.entries()) {
      expect(found[at]).toEqual(await proveInclusionFromTiles(source, index, size));
    }
  }
});
