/**
 * Writes vectors/intake: a log of four entries that is the same for all cases, and what is handed in to it. Run it with
 * `node --import tsx test/intake/make-vectors.ts`; the expected outcome of each case is written here by hand, from
 * docs/spec/local-log.md, and not computed by the intake.
 */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { hash, sign } from 'node:crypto';
import { keyStatement, localOrigin, type IntakeRule } from '../../src/intake/index.ts';
import { keyThumbprint, makeSigningKey, signJws, type SigningKey } from '../../src/ledger/index.ts';
import { canonicalJson, formatLogEntry, statementId } from '../../src/model/index.ts';

const folder = path.join(import.meta.dirname, '../../vectors/intake');
const key = (word: string): SigningKey => makeSigningKey(word, hash('sha256', `vector key ${word}`, 'buffer'));
const id = (of: SigningKey): string => keyThumbprint(of.key.publicKey);
let nonces = 0;
const nonce = (): string => {
  nonces += 1;
  return hash('sha256', `vector nonce ${nonces}`, 'buffer').subarray(0, 16).toString('base64url');
};

/** A nonce by a word of its own, so that a new case does not change the bytes of the others. */
const nonceOf = (word: string): string =>
  hash('sha256', `vector nonce of ${word}`, 'buffer').subarray(0, 16).toString('base64url');

const operator = key('operator');
const observer = key('observer');
const france = key('france');
const expiring = key('expiring');
const revoked = key('revoked');
const replaced = key('replaced');
const follower = key('follower');
const stranger = key('stranger');
const company = key('company');
const reviewer = key('reviewer');
const origin = localOrigin(operator.key.publicKey);
const logKey = makeSigningKey(origin, hash('sha256', 'vector key log', 'buffer'));

const describe = { party: null, until: null, replaces: null };
const register = (of: SigningKey, more: object = {}): object =>
  keyStatement(of, { use: 'statements', holder: 'an office', ...describe, nonce: nonce(), ...more });
const signed = (statement: unknown, by: SigningKey, log = origin): { statement: unknown; jws: string } => ({
  statement,
  jws: signJws(by, { kid: id(by), log }, statementId(statement)),
});
const incident = (name: string, more: object = {}): Record<string, unknown> => ({
  kind: 'incident',
  id: name,
  title: 'An outage',
  aliases: [],
  startedOn: '2026-01-02',
  endedOn: null,
  disclosedOn: null,
  effects: ['disruption'],
  purposes: [],
  targets: [{ victimStates: ['FRA'], sectors: ['energy'], kinds: ['company'], named: [], effects: null }],
  collateralStates: [],
  indiscriminate: 'unknown',
  significantHarm: 'unknown',
  facts: {},
  actorKinds: [],
  actorNames: [],
  complete: [],
  figures: [],
  checkedOn: null,
  known: 'recalled',
  citations: [],
  note: null,
  nonce: nonce(),
  ...more,
});
const attribution = (of: string, by: string[], more: object = {}): Record<string, unknown> => ({
  kind: 'attribution',
  id: `${of}/a1`,
  incident: of,
  stance: 'denies',
  answers: [],
  responsible: 'not-named',
  entity: null,
  by,
  byKind: 'government',
  form: 'official-statement',
  madeOn: '2026-01-03',
  likelihoodWords: null,
  confidenceWords: null,
  reliesOn: [],
  known: 'recalled',
  citations: [],
  note: null,
  nonce: nonce(),
  ...more,
});

// What reports and reviews speak of.
const recalled = { known: 'recalled', citations: [], note: null };
const agreement = (name: string): object => ({
  kind: 'agreement',
  id: name,
  title: name,
  agreementKind: 'industry-pledge',
  forum: 'a forum',
  adoptedOn: '2018-04-17',
  enteredIntoForceOn: null,
  legallyBinding: false,
  bilateral: false,
  convenors: [],
  addressees: [],
  textUrl: null,
  symbol: null,
  status: 'open',
  reportingDuty: null,
  lineage: [],
  characterisations: [],
  ...recalled,
  nonce: nonceOf(name),
});
const provision = (name: string): object => ({
  kind: 'provision',
  id: name,
  agreement: name.split('/')[0],
  ref: name,
  short: null,
  paraphrase: 'something is promised',
  addressees: [],
  verifiable: null,
  legalization: null,
  norm: null,
  descendsFrom: [],
  ...recalled,
  nonce: nonceOf(name),
});
const company1 = {
  kind: 'party',
  id: 'company',
  partyKind: 'company',
  name: 'Company',
  aliases: [],
  unMember: false,
  region: null,
  seat: null,
  tile: null,
  ...recalled,
  nonce: nonceOf('company'),
};
const duty = (name: string, more: object = {}): object => ({
  kind: 'reporting-duty',
  id: `pledge/${name}`,
  agreement: 'pledge',
  basis: 'offered',
  title: 'Yearly report',
  parties: 'all-parties',
  provisions: 'all-provisions',
  periods: [
    { period: '2024', from: '2024-01-01', to: '2024-12-31', dueOn: '2025-06-30', closesOn: '2025-12-31' },
    { period: '2025', from: '2025-01-01', to: '2025-12-31', dueOn: '2026-06-30', closesOn: '2026-03-01' },
    { period: '2026', from: '2026-01-01', to: '2026-12-31', dueOn: '2027-06-30', closesOn: null },
  ],
  feedbackDays: 30,
  template: null,
  reading: 'the text says nothing on reporting',
  ...recalled,
  nonce: nonceOf(name),
  ...more,
});
const measureOn = (name: string): object => ({
  provision: name,
  measure: 'something was done',
  level: 2,
  doneOn: null,
  evidence: [],
});
const report = (period: string, more: object = {}): Record<string, unknown> => ({
  kind: 'report',
  id: `pledge/company/${period}`,
  agreement: 'pledge',
  party: 'company',
  duty: 'pledge/yearly',
  period,
  periodFrom: `${period}-01-01`,
  periodTo: `${period}-12-31`,
  measures: [measureOn('pledge/one')],
  note: null,
  nonce: nonceOf(`report ${period}`),
  ...more,
});
const standingReport = report('2023', { duty: null });
const review = (by: string, more: object = {}): Record<string, unknown> => ({
  kind: 'review',
  id: `pledge/company/2023/${by}`,
  report: 'pledge/company/2023',
  agreement: 'pledge',
  reviewer: by,
  panel: [],
  ratings: [{ provision: 'pledge/one', level: 1, evidence: 2, reasons: 'half of it is shown' }],
  recommendations: [],
  followUps: [],
  note: null,
  nonce: nonceOf(`review ${by}`),
  ...more,
});
const reviewGrant = (of: SigningKey, name: string): object => ({
  kind: 'authority-grant',
  id: name,
  key: id(of),
  grant: { role: 'reviewer', agreements: null },
  until: null,
  note: null,
  nonce: nonceOf(name),
});

// The log that every case hands in to.
const standing = incident('standing');
const corrected = incident('corrected');
const correction = { ...incident('corrected'), supersedes: statementId(corrected) };
const erased = incident('erased');
const setup = [
  signed(keyStatement(operator, { use: 'operator', holder: 'operator', ...describe, nonce: nonce() }), operator),
  signed(keyStatement(logKey, { use: 'checkpoints', holder: 'this log', ...describe, nonce: nonce() }), operator),
  signed(register(observer), operator),
  signed(
    {
      kind: 'authority-grant',
      id: 'observer-1',
      key: id(observer),
      grant: { role: 'observer' },
      until: null,
      note: null,
      nonce: nonce(),
    },
    operator,
  ),
  signed(register(france, { party: 'FRA' }), operator),
  signed(register(expiring, { until: '2026-03-01T00:00:00.000Z' }), operator),
  signed(register(revoked), operator),
  signed(
    {
      kind: 'key-revocation',
      id: id(revoked),
      reason: 'compromised',
      compromisedSince: null,
      note: null,
      nonce: nonce(),
    },
    operator,
  ),
  signed(register(replaced), operator),
  signed(register(follower, { replaces: id(replaced) }), replaced),
  signed(standing, observer),
  signed(corrected, observer),
  signed(correction, observer),
  signed(erased, observer),
  signed(
    {
      kind: 'redaction',
      id: statementId(erased),
      of: { kind: 'incident', id: 'erased' },
      effect: null,
      ground: 'personal-data',
      reason: 'names a person',
      nonce: nonce(),
    },
    operator,
  ),
  signed(agreement('pledge'), operator),
  signed(agreement('other'), operator),
  signed(provision('pledge/one'), operator),
  signed(provision('pledge/two'), operator),
  signed(provision('other/one'), operator),
  signed(company1, operator),
  signed(duty('yearly'), operator),
  signed(duty('for-france', { parties: ['FRA'] }), operator),
  signed(register(company, { party: 'company', nonce: nonceOf('key company') }), operator),
  signed(register(reviewer, { party: 'reviewer', nonce: nonceOf('key reviewer') }), operator),
  signed(reviewGrant(company, 'reviewer-1'), operator),
  signed(reviewGrant(reviewer, 'reviewer-2'), operator),
  signed(standingReport, company),
];
const recordedAt = '2026-02-01T00:00:00.000Z';
const now = '2026-03-01T00:00:00.000Z';
const log = {
  origin,
  entries: setup.map(({ statement, jws }) => ({
    leaf: Buffer.from(formatLogEntry({ recordedAt, statement: statementId(statement), jws })).toString('utf8'),
    statement: statementId(statement) === statementId(erased) ? null : canonicalJson(statement),
  })),
};

interface Case {
  about: string;
  submit: unknown;
}

const valid: Record<string, Case & { recorded: number }> = {
  'incident-by-observer': {
    about: 'An observer records an incident.',
    submit: signed(incident('new'), observer),
    recorded: 1,
  },
  'denial-by-the-party': {
    about: 'A party denies for itself.',
    submit: signed(attribution('standing', ['FRA']), france),
    recorded: 1,
  },
  'by-the-key-that-followed': {
    about: 'A key that replaced another records a source; any registered key may.',
    submit: signed(
      {
        kind: 'source',
        id: 'standing/report',
        title: 'A report',
        url: null,
        publisher: null,
        publishedOn: null,
        nonce: nonce(),
      },
      follower,
    ),
    recorded: 1,
  },
  correction: {
    about: 'A correction supersedes the standing statement of its record.',
    submit: signed({ ...incident('standing'), supersedes: statementId(standing) }, observer),
    recorded: 1,
  },
  withdrawal: {
    about: 'Who said something may withdraw it.',
    submit: signed(
      {
        kind: 'withdrawal',
        withdraws: statementId(standing),
        of: { kind: 'incident', id: 'standing' },
        reason: 'recorded twice',
        nonce: nonce(),
      },
      observer,
    ),
    recorded: 1,
  },
  'redaction-of-a-correction': {
    about: 'A redaction says what the erased statement had superseded.',
    submit: signed(
      {
        kind: 'redaction',
        id: statementId(correction),
        of: { kind: 'incident', id: 'corrected' },
        effect: { supersedes: statementId(corrected) },
        ground: 'court-order',
        reason: 'by order of a court',
        nonce: nonce(),
      },
      operator,
    ),
    recorded: 1,
  },
  'key-registered-and-used': {
    about: 'A batch registers a key, gives it an authority and uses it.',
    submit: {
      statements: [
        signed(register(stranger), operator),
        signed(
          {
            kind: 'authority-grant',
            id: 'stranger-1',
            key: id(stranger),
            grant: { role: 'observer' },
            until: null,
            note: null,
            nonce: nonce(),
          },
          operator,
        ),
        signed(incident('by-a-new-key'), stranger),
      ],
    },
    recorded: 3,
  },
  'report-by-the-party': {
    about: 'A party reports on a period on the last day of its window.',
    submit: signed(report('2025'), company),
    recorded: 1,
  },
  'review-by-a-reviewer': {
    about: 'A reviewer rates the report of another.',
    submit: signed(review('reviewer'), reviewer),
    recorded: 1,
  },
  'reply-by-the-party': {
    about: 'A party replies to a statement about it.',
    submit: signed(
      {
        kind: 'reply',
        id: 'reply/FRA/standing',
        to: { kind: 'incident', id: 'standing' },
        party: 'FRA',
        stance: 'disputes',
        text: 'it did not happen like this',
        evidence: [],
        nonce: nonceOf('reply'),
      },
      france,
    ),
    recorded: 1,
  },
  'handed-in-again': {
    about: 'What is recorded already is acknowledged again, and not recorded again.',
    submit: signed(standing, observer),
    recorded: 0,
  },
};

const flipped = (jws: string): string => {
  const at = jws.lastIndexOf('.') + 1;
  return `${jws.slice(0, at)}${jws[at] === 'A' ? 'B' : 'A'}${jws.slice(at + 1)}`;
};
const withJws = (statement: unknown, jws: string): object => ({ statement, jws });
const header = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
const some = incident('some');
const good = signed(some, observer);
const goodSignature = good.jws.slice(good.jws.lastIndexOf('.') + 1);
const withHeader = (value: object): object => withJws(some, `${header(value)}..${goodSignature}`);
const strangers = register(stranger) as Record<string, unknown>;
const redaction = (more: object): object => ({
  kind: 'redaction',
  id: statementId(standing),
  of: { kind: 'incident', id: 'standing' },
  effect: null,
  ground: 'other',
  reason: 'a reason',
  nonce: nonce(),
  ...more,
});
const withdrawal = (more: object): object => ({
  kind: 'withdrawal',
  withdraws: statementId(standing),
  of: { kind: 'incident', id: 'standing' },
  reason: 'a reason',
  nonce: nonce(),
  ...more,
});
const withoutNonce = { ...incident('some') };
delete withoutNonce['nonce'];
let nested: unknown = 'deep';
for (let depth = 0; depth < 40; depth += 1) nested = [nested];
/** A key of order one: its signature over anything is the identity point and zero. */
const weakX = Buffer.concat([Buffer.from([1]), Buffer.alloc(31)]);
const weak = {
  kind: 'key',
  id: keyThumbprint(weakX),
  x: weakX.toString('base64url'),
  use: 'statements',
  party: null,
  holder: 'nobody',
  until: null,
  replaces: null,
  possession: Buffer.concat([Buffer.from([1]), Buffer.alloc(63)]).toString('base64url'),
  nonce: nonce(),
};
const otherId = { ...strangers, id: id(observer) };

const invalid: Record<string, Case & { rule: IntakeRule }> = {
  'json-is-a-list': { about: 'A list stands where an object is asked for.', submit: [good], rule: 'json' },
  'json-one-member-more': { about: 'A submission has a third member.', submit: { ...good, time: now }, rule: 'json' },
  'json-empty-batch': { about: 'A batch is empty.', submit: { statements: [] }, rule: 'json' },
  'count-1001': {
    about: 'A batch has 1,001 statements.',
    submit: { statements: Array.from({ length: 1001 }, () => 0) },
    rule: 'count',
  },
  'nesting-40': { about: 'Brackets are nested 40 deep.', submit: { ...good, statement: nested }, rule: 'nesting' },
  'form-unknown-kind': {
    about: 'No kind of this name.',
    submit: signed({ kind: 'rumour', nonce: nonce() }, observer),
    rule: 'form',
  },
  'form-unknown-field': {
    about: 'A field that the kind does not have.',
    submit: signed(incident('some', { aggressor: 'AAA' }), observer),
    rule: 'form',
  },
  'form-date-that-does-not-exist': {
    about: 'A day that no calendar has.',
    submit: signed(incident('some', { startedOn: '2026-02-30' }), observer),
    rule: 'form',
  },
  'nonce-missing': {
    about: 'A statement without a nonce.',
    submit: signed(withoutNonce, observer),
    rule: 'nonce-missing',
  },
  'jws-form-with-payload': {
    about: 'The payload is not detached.',
    submit: withJws(some, good.jws.replace('..', `.${Buffer.from(statementId(some)).toString('base64url')}.`)),
    rule: 'jws-form',
  },
  'jws-form-padded': { about: 'Base64url with padding.', submit: withJws(some, `${good.jws}==`), rule: 'jws-form' },
  'jws-form-stray-bits': {
    about: 'Another spelling of the same 64 bytes.',
    submit: withJws(some, good.jws.slice(0, -1) + ({ A: 'B', Q: 'R', g: 'h', w: 'x' }[good.jws.slice(-1)] ?? 'B')),
    rule: 'jws-form',
  },
  'jws-form-none': { about: 'No signature.', submit: withJws(some, ''), rule: 'jws-form' },
  'jws-header-alg-none': {
    about: 'The header asks for no signature.',
    submit: withHeader({ alg: 'none', kid: id(observer), log: origin }),
    rule: 'jws-header',
  },
  'jws-header-alg-hs256': {
    about: 'The header asks for a keyed hash.',
    submit: withHeader({ alg: 'HS256', kid: id(observer), log: origin }),
    rule: 'jws-header',
  },
  'jws-header-own-key': {
    about: 'The header brings its own key.',
    submit: withHeader({ alg: 'EdDSA', jwk: {}, kid: id(observer), log: origin }),
    rule: 'jws-header',
  },
  'jws-header-other-order': {
    about: 'The header is not canonical JSON.',
    submit: withHeader({ kid: id(observer), alg: 'EdDSA', log: origin }),
    rule: 'jws-header',
  },
  'other-log-replayed': {
    about: 'Signed for another log, and handed in here.',
    submit: signed(some, observer, 'servanda/local/00000000'),
    rule: 'other-log',
  },
  'key-unknown': { about: 'Nobody registered the key.', submit: signed(some, stranger), rule: 'key-unknown' },
  'signature-wrong-bit': {
    about: 'A bit of the signature is flipped.',
    submit: withJws(some, flipped(good.jws)),
    rule: 'signature-wrong',
  },
  'signature-wrong-of-another-statement': {
    about: 'The signature is of another statement.',
    submit: withJws(incident('other'), good.jws),
    rule: 'signature-wrong',
  },
  'signature-wrong-by-another-key': {
    about: "A stranger signs under an observer's key id.",
    submit: withJws(some, signJws(stranger, { kid: id(observer), log: origin }, statementId(some))),
    rule: 'signature-wrong',
  },
  'signature-wrong-over-the-body': {
    about: 'The body is signed in place of its id.',
    submit: withJws(some, signBody(some)),
    rule: 'signature-wrong',
  },
  'key-expired': {
    about: 'The key ends at the very instant of recording.',
    submit: signed(some, expiring),
    rule: 'key-expired',
  },
  'key-revoked': { about: 'The key was revoked.', submit: signed(some, revoked), rule: 'key-revoked' },
  'key-replaced': { about: 'The key was replaced.', submit: signed(some, replaced), rule: 'key-replaced' },
  'key-use-checkpoints': {
    about: 'The key of the checkpoints signs a statement.',
    submit: signed(some, logKey),
    rule: 'key-use',
  },
  'not-authorised-incident-by-a-party': {
    about: 'A party records an incident.',
    submit: signed(some, france),
    rule: 'not-authorised',
  },
  'not-authorised-for-another-party': {
    about: 'A party speaks for another.',
    submit: signed(attribution('standing', ['DEU']), france),
    rule: 'not-authorised',
  },
  'not-authorised-for-several': {
    about: 'A party signs for others too.',
    submit: signed(attribution('standing', ['FRA', 'DEU']), france),
    rule: 'not-authorised',
  },
  'not-authorised-to-redact': {
    about: 'An observer erases its own statement.',
    submit: signed(redaction({}), observer),
    rule: 'not-authorised',
  },
  'not-authorised-to-grant': {
    about: 'A key gives itself an authority.',
    submit: signed(
      {
        kind: 'authority-grant',
        id: 'mine',
        key: id(france),
        grant: { role: 'observer' },
        until: null,
        note: null,
        nonce: nonce(),
      },
      france,
    ),
    rule: 'not-authorised',
  },
  'not-authorised-to-register': {
    about: 'A key registers another.',
    submit: signed(strangers, observer),
    rule: 'not-authorised',
  },
  'not-authorised-to-withdraw': {
    about: "A party withdraws an observer's statement.",
    submit: signed(withdrawal({}), france),
    rule: 'not-authorised',
  },
  'not-authorised-to-revoke': {
    about: 'A key revokes another.',
    submit: signed(
      { kind: 'key-revocation', id: id(observer), reason: 'lost', compromisedSince: null, note: null, nonce: nonce() },
      france,
    ),
    rule: 'not-authorised',
  },
  'already-recorded': {
    about: 'A second statement about a record that does not supersede the first.',
    submit: signed(incident('standing'), observer),
    rule: 'already-recorded',
  },
  'already-recorded-key': {
    about: 'A key that was revoked is registered again.',
    submit: signed(register(revoked), operator),
    rule: 'already-recorded',
  },
  'supersedes-unknown': {
    about: 'It supersedes a statement that this log does not hold.',
    submit: signed(incident('new', { supersedes: '0'.repeat(64) }), observer),
    rule: 'supersedes-unknown',
  },
  'supersedes-other': {
    about: 'It supersedes a statement about another record.',
    submit: signed(incident('new', { supersedes: statementId(standing) }), observer),
    rule: 'supersedes-other',
  },
  'supersedes-ended': {
    about: 'It supersedes a statement that was superseded.',
    submit: signed(incident('corrected', { supersedes: statementId(corrected) }), observer),
    rule: 'supersedes-ended',
  },
  'withdraws-unknown': {
    about: 'It withdraws a statement that this log does not hold.',
    submit: signed(withdrawal({ withdraws: '0'.repeat(64) }), observer),
    rule: 'withdraws-unknown',
  },
  'withdraws-other': {
    about: 'It names another record than the statement.',
    submit: signed(withdrawal({ of: { kind: 'incident', id: 'new' } }), observer),
    rule: 'withdraws-other',
  },
  'withdraws-ended': {
    about: 'It withdraws a statement that was superseded.',
    submit: signed(
      withdrawal({ withdraws: statementId(corrected), of: { kind: 'incident', id: 'corrected' } }),
      observer,
    ),
    rule: 'withdraws-ended',
  },
  'withdraws-kind': {
    about: 'A key is withdrawn in place of being revoked.',
    submit: signed(
      withdrawal({ withdraws: statementId(setup[2]?.statement), of: { kind: 'key', id: id(observer) } }),
      operator,
    ),
    rule: 'withdraws-kind',
  },
  'redacts-unknown': {
    about: 'It erases a statement that this log does not hold.',
    submit: signed(redaction({ id: '0'.repeat(64) }), operator),
    rule: 'redacts-unknown',
  },
  'redacts-other': {
    about: 'It names another record than the statement.',
    submit: signed(redaction({ of: { kind: 'incident', id: 'new' } }), operator),
    rule: 'redacts-other',
  },
  'redacts-other-effect-left-out': {
    about: 'It hides what the erased statement had superseded.',
    submit: signed(redaction({ id: statementId(correction), of: { kind: 'incident', id: 'corrected' } }), operator),
    rule: 'redacts-other',
  },
  'redacts-kind': {
    about: 'It erases the registration of a key.',
    submit: signed(
      redaction({ id: statementId(setup[2]?.statement), of: { kind: 'key', id: id(observer) } }),
      operator,
    ),
    rule: 'redacts-kind',
  },
  'reference-missing': {
    about: 'An attribution of an incident that nobody recorded.',
    submit: signed(attribution('nowhere', ['FRA']), france),
    rule: 'reference-missing',
  },
  withheld: {
    about: 'A statement whose body was erased is handed in again.',
    submit: signed(erased, observer),
    rule: 'withheld',
  },
  'not-authorised-report-for-another': {
    about: 'A party reports for another.',
    submit: signed(report('2025'), france),
    rule: 'not-authorised',
  },
  'not-authorised-report-by-the-operator': {
    about: "The operator reports in a party's name.",
    submit: signed(report('2025'), operator),
    rule: 'not-authorised',
  },
  'not-authorised-review-without-a-grant': {
    about: 'A party that is no reviewer rates a report.',
    submit: signed(review('FRA'), france),
    rule: 'not-authorised',
  },
  'already-recorded-report': {
    about: 'A second report on the same period.',
    submit: signed(report('2023', { duty: null, note: 'again' }), company),
    rule: 'already-recorded',
  },
  'report-provision-of-another-agreement': {
    about: 'A report speaks of a provision of another agreement.',
    submit: signed(report('2025', { measures: [measureOn('other/one')] }), company),
    rule: 'report-provision',
  },
  'report-provision-twice': {
    about: 'A report says two things of one provision.',
    submit: signed(report('2025', { measures: [measureOn('pledge/one'), measureOn('pledge/one')] }), company),
    rule: 'report-provision',
  },
  'report-period-ends-before-it-begins': {
    about: 'The period of a report ends before it begins.',
    submit: signed(report('2025', { periodFrom: '2026-01-01' }), company),
    rule: 'report-period',
  },
  'report-period-of-no-duty': {
    about: 'The duty has no such period.',
    submit: signed(report('2022'), company),
    rule: 'report-period',
  },
  'report-period-other-days': {
    about: 'The period of the duty has other days.',
    submit: signed(report('2025', { periodTo: '2025-11-30' }), company),
    rule: 'report-period',
  },
  'duty-unknown': {
    about: 'The report answers a duty that nobody recorded.',
    submit: signed(report('2025', { duty: 'pledge/monthly' }), company),
    rule: 'duty-unknown',
  },
  'duty-unknown-to-this-party': {
    about: 'The report answers a duty of another party.',
    submit: signed(report('2025', { duty: 'pledge/for-france' }), company),
    rule: 'duty-unknown',
  },
  'window-closed': {
    about: 'The duty takes no report on this period any more.',
    submit: signed(report('2024'), company),
    rule: 'window-closed',
  },
  'period-not-over': {
    about: 'The report speaks of a year that is not over.',
    submit: signed(report('2026'), company),
    rule: 'period-not-over',
  },
  'review-own': {
    about: 'A party that is a reviewer rates its own report.',
    submit: signed(review('company'), company),
    rule: 'review-own',
  },
  'review-own-in-the-panel': {
    about: 'The reviewed party sits in the panel.',
    submit: signed(review('reviewer', { panel: ['company'] }), reviewer),
    rule: 'review-own',
  },
  'review-other-agreement': {
    about: 'A review names another agreement than its report.',
    submit: signed(review('reviewer', { agreement: 'other' }), reviewer),
    rule: 'review-other',
  },
  'review-other-provision': {
    about: 'A review rates a provision on which the report says nothing.',
    submit: signed(
      review('reviewer', {
        ratings: [{ provision: 'pledge/two', level: null, evidence: null, reasons: 'nothing is said' }],
      }),
      reviewer,
    ),
    rule: 'review-other',
  },
  'key-id': { about: 'The id of the key is not its thumbprint.', submit: signed(otherId, operator), rule: 'key-id' },
  'key-unsound': {
    about: 'A public key of order one: anybody can sign under it.',
    submit: signed(weak, operator),
    rule: 'key-unsound',
  },
  possession: {
    about: 'The key did not sign its own registration.',
    submit: signed({ ...strangers, holder: 'another office' }, operator),
    rule: 'possession',
  },
  'replaces-unknown': {
    about: 'It replaces a key that nobody registered.',
    submit: signed(register(stranger, { replaces: id(key('never')) }), operator),
    rule: 'replaces-unknown',
  },
  'replaces-unknown-ended': {
    about: 'It replaces a key that was replaced.',
    submit: signed(register(stranger, { replaces: id(replaced) }), operator),
    rule: 'replaces-unknown',
  },
  'replaces-other': {
    about: "It replaces a party's key by one of no party.",
    submit: signed(register(stranger, { replaces: id(france) }), france),
    rule: 'replaces-other',
  },
  'revokes-unknown': {
    about: 'It revokes a key that nobody registered.',
    submit: signed(
      { kind: 'key-revocation', id: id(stranger), reason: 'lost', compromisedSince: null, note: null, nonce: nonce() },
      operator,
    ),
    rule: 'revokes-unknown',
  },
  'grants-unknown': {
    about: 'It grants an authority to a key that was revoked.',
    submit: signed(
      {
        kind: 'authority-grant',
        id: 'late',
        key: id(revoked),
        grant: { role: 'observer' },
        until: null,
        note: null,
        nonce: nonce(),
      },
      operator,
    ),
    rule: 'grants-unknown',
  },
  'last-key-operator': {
    about: 'It revokes the last key of the operator.',
    submit: signed(
      {
        kind: 'key-revocation',
        id: id(operator),
        reason: 'retired',
        compromisedSince: null,
        note: null,
        nonce: nonce(),
      },
      operator,
    ),
    rule: 'last-key',
  },
  'last-key-checkpoints': {
    about: 'It revokes the last key of the checkpoints.',
    submit: signed(
      { kind: 'key-revocation', id: id(logKey), reason: 'retired', compromisedSince: null, note: null, nonce: nonce() },
      operator,
    ),
    rule: 'last-key',
  },
  'batch-with-one-fault': {
    about: 'The second of two statements is not authorised: neither is recorded.',
    submit: { statements: [good, signed(incident('other'), france)] },
    rule: 'not-authorised',
  },
};

/** A signature over the body in place of the statement id. */
function signBody(statement: unknown): string {
  const encoded = header({ alg: 'EdDSA', kid: id(observer), log: origin });
  const input = `${encoded}.${Buffer.from(canonicalJson(statement)).toString('base64url')}`;
  const jwk = {
    kty: 'OKP',
    crv: 'Ed25519',
    d: observer.seed.toString('base64url'),
    x: observer.key.publicKey.toString('base64url'),
  };
  return `${encoded}..${sign(null, Buffer.from(input), { key: jwk, format: 'jwk' }).toString('base64url')}`;
}

for (const part of ['valid', 'invalid']) {
  rmSync(path.join(folder, part), { recursive: true, force: true });
  mkdirSync(path.join(folder, part), { recursive: true });
}
const write = (name: string, value: object): void => {
  writeFileSync(path.join(folder, name), `${JSON.stringify(value, null, 2)}\n`);
};
write('log.json', {
  about: 'The log that every case hands in to, as its entries and bodies; null is an erased body.',
  now,
  ...log,
});
for (const [name, { about, submit, recorded }] of Object.entries(valid))
  write(`valid/${name}.json`, { about, submit, recorded });
for (const [name, { about, submit, rule }] of Object.entries(invalid))
  write(`invalid/${name}.json`, { about, submit, rule });
