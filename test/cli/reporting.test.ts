/** The whole walk on the command line: a report, two reviews that differ, a reply, a reply to an attribution, receipts. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openDoor } from '../../src/cli/hand-in.ts';
import { newKey, newNonce, writeKeyFile } from '../../src/cli/key-file.ts';
import { readOperatorKey } from '../../src/cli/local-writer.ts';
import { openForReading } from '../../src/cli/open.ts';
import { signFor } from '../../src/cli/signing.ts';
import { keyStatement } from '../../src/intake/index.ts';
import { keyThumbprint } from '../../src/ledger/index.ts';
import { openView, repliesTo, transparencyAnswer } from '../../src/publish/index.ts';
import { servanda } from './in-process.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'servanda-reporting-'));
const place = { folder: path.join(folder, 'data'), database: null };
const at = (name: string): string => path.join(folder, name);
const accord = 'cybersecurity-tech-accord-2018';
const id = `${accord}/microsoft/2025`;
const data = ['--data', place.folder];

beforeAll(async () => {
  const door = await openDoor(place, undefined);
  const operator = await readOperatorKey(place);
  const bodies: object[] = ['microsoft', 'reviewer-one', 'reviewer-two', 'RUS'].flatMap((party) => {
    const key = newKey();
    writeKeyFile(at(party), key);
    const registered = { use: 'statements', party, holder: 'office', until: null, replaces: null } as const;
    const agreements = [accord];
    const role = { kind: 'authority-grant', id: party, key: keyThumbprint(key.key.publicKey), until: null, note: null };
    return [
      keyStatement(key, { ...registered, nonce: newNonce() }),
      ...(party.startsWith('reviewer') ? [{ ...role, grant: { role: 'reviewer', agreements } }] : []),
    ];
  });
  bodies.push({
    kind: 'reporting-duty',
    id: `${accord}/yearly`,
    agreement: accord,
    basis: 'owed',
    title: 'Yearly report',
    parties: ['microsoft', 'cisco'],
    provisions: 'all-provisions',
    periods: [{ period: '2025', from: '2025-01-01', to: '2025-12-31', dueOn: '2099-01-01', closesOn: null }],
    feedbackDays: 30,
    template: null,
    reading: 'signatories said they will report publicly on progress',
    known: 'recalled',
    citations: [],
    note: null,
  });
  await door.handIn(bodies.map((body) => signFor(body, operator, door.origin)));
  await door.close();
}, 60_000);
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

async function dial() {
  const instance = await openForReading(place);
  const { view, query } = openView(instance.registry, { asOf: '2100-01-01' });
  await instance.close();
  return { view, result: transparencyAnswer(view, query, accord).result };
}

function fill(name: string, change: (draft: Record<string, unknown>) => object): void {
  const draft = JSON.parse(readFileSync(at(name), 'utf8')) as Record<string, unknown>;
  writeFileSync(at(name), JSON.stringify(change(draft)));
}

it('walks from draft to reply, and every receipt verifies offline', async () => {
  expect((await dial()).result.filing).toMatchObject({ due: 2, filed: 0 });
  await servanda('report', 'new', accord, at('draft'), '--party', 'microsoft', '--period', '2025', ...data);
  const levels = [2, 3];
  fill('draft', (draft) => ({
    ...draft,
    measures: (draft['measures'] as object[]).slice(0, 2).map((measure, index) => ({
      ...measure,
      measure: `measure ${index}`,
      level: levels[index],
      doneOn: index === 0 ? '2024-05-01' : '2025-05-01',
    })),
  }));
  await expect(servanda('report', 'file', at('draft'), '--key', at('RUS'), ...data)).rejects.toMatchObject({
    code: 'NOT_AUTHORISED',
    details: { rule: 'not-authorised' },
  });
  const filing = ['--key', at('microsoft'), ...data];
  await servanda('report', 'file', at('draft'), ...filing, '--receipt', at('report.receipt'));
  await expect(servanda('report', 'file', at('draft'), ...filing)).rejects.toMatchObject({ code: 'DUPLICATE' });
  for (const [reviewer, level] of [
    ['reviewer-one', 1],
    ['reviewer-two', 3],
  ] as const) {
    await servanda('review', 'new', id, at(`${reviewer}.draft`), '--reviewer', reviewer, ...data);
    fill(`${reviewer}.draft`, (draft) => ({
      ...draft,
      ratings: (draft['ratings'] as object[]).map((one) => ({ ...one, level, evidence: 3, reasons: 'read' })),
    }));
    const receipt = ['--receipt', at(`${reviewer}.receipt`)];
    await servanda('review', 'file', at(`${reviewer}.draft`), '--key', at(reviewer), ...data, ...receipt);
  }
  const words = (party: string): string[] => [
    '--party',
    party,
    '--name',
    'one',
    '--stance',
    'disputes',
    '--text',
    'No.',
  ];
  const answer = ['review', `${id}/reviewer-one`, ...words('microsoft'), ...filing];
  await servanda('reply', ...answer, '--receipt', at('reply.receipt'));
  const { view, result } = await dial();
  const named = view.all('attribution').find(({ responsible }) => responsible.includes('RUS'));
  const state = ['attribution', named?.id ?? '', ...words('RUS'), '--key', at('RUS'), ...data];
  await servanda('reply', ...state, '--receipt', at('state.receipt'));
  expect(repliesTo((await dial()).view, 'attribution', named?.id ?? '')).toMatchObject([
    { party: 'RUS', isNamed: true },
  ]);
  // Levels 1 and 3 on two provisions: the lower median is 1; cisco filed nothing and counts as 0.
  expect(result.filing).toMatchObject({ due: 2, filed: 1, filingRate: { value: 0.5 }, verified: { value: 1 / 6 } });
  const shown = await servanda('report', 'show', id, '--as-of', '2026-01-01', ...data);
  expect(shown).toMatch(/level 2, new, claimed as done earlier: measure 0/);
  expect(shown).toMatch(/level 3, new: measure 1/);
  expect(shown).toMatch(/review of reviewer-one, provisional until/);
  expect(shown).toMatch(/ {2}reply of .* \(disputes\): No\./);
  expect(await servanda('report', 'due', accord, ...data)).toMatch(/owed: 2025, by 2099-01-01; 1 filed/);
  for (const name of ['report', 'reviewer-one', 'reviewer-two', 'reply', 'state']) {
    await expect(servanda('statement', 'verify', at(`${name}.receipt`))).resolves.toMatch(/\w/);
    expect(process.exitCode ?? 0).toBe(0);
  }
}, 120_000);

it('says of the Paris Call that none is owed, what is offered, and that nobody filed', async () => {
  const out = await servanda('report', 'due', 'paris-call-2018', '--as-of', '2026-11-24', ...data);
  expect(out).toMatch(/none owed; offered, not owed: 2025, by 2026-06-30; filed by nobody/);
});

it('signs a reading of a party, which stands beside the computed one', async () => {
  const clause = ['notpetya-2017', 'un-gge-2015/13f'];
  const reading = ['--text', 'not-contrary', '--reasons', 'We read it otherwise.', '--fact', 'knew-of-damage=unknown'];
  const signed = ['sign', ...clause, '--party', 'RUS', ...reading, '--key', at('RUS'), ...data];
  await servanda('finding', ...signed, '--receipt', at('reading.receipt'));
  await servanda('statement', 'verify', at('reading.receipt'));
  expect(process.exitCode ?? 0).toBe(0);
  const shown = await servanda('finding', 'show', ...clause, ...data);
  expect(shown).toMatch(/^computed here +contrary /m);
  expect(shown).toMatch(/^Russia +not-contrary +We read it otherwise\.$/m);
  await expect(servanda('finding', ...signed.with(-3, at('microsoft')))).rejects.toMatchObject({
    code: 'NOT_AUTHORISED',
  });
  await expect(
    servanda(
      'finding',
      'sign',
      ...clause,
      '--party',
      'RUS',
      '--text',
      'contrary',
      '--reasons',
      'x',
      '--fact',
      'a',
      '--key',
      at('RUS'),
      ...data,
    ),
  ).rejects.toMatchObject({ code: 'INPUT_INVALID' });
}, 120_000);
