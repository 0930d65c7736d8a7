/** servanda statement …: sign, hand in, show, verify, withdraw and erase statements. */
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Command } from 'commander';
import { parseSubmissions, type Submission } from '#intake';
import { parseVerifierKey, ReceiptError, verifyReceipt, type Receipt, type SigningKey } from '#ledger';
import { redactionGrounds, ServandaError, StatementId } from '#model';
import { endedBy, subjectOf } from '#registry';
import { findStatement } from '#server';
import { placeOf, withPlace, type PlaceOptions } from '../data-place.ts';
import { exitCodes } from '../errors.ts';
import { openDoor } from '../hand-in.ts';
import { readInput, readKeyFile } from '../key-file.ts';
import { readLocalOrigin, readOperatorKey } from '../local-writer.ts';
import { openForReading } from '../open.ts';
import { plain, printJson, printText } from '../output.ts';
import { printReceipts, signFor } from '../signing.ts';

interface WriteOptions extends PlaceOptions {
  key?: string;
  server?: string;
  out?: string;
  json?: boolean;
}

export function defineStatement(program: Command): void {
  const statement = program.command('statement').description('sign, hand in, show and verify statements');
  withPlace(statement.command('sign <file>'))
    .description('sign a statement (JSON or YAML) or a list of them; prints what can be handed in')
    .requiredOption('--key <file>', 'key file that signs')
    .option('--log <origin>', 'the log that it is for (default: the local log of the data folder, or of --server)')
    .option('--server <url>', 'the instance that it is for')
    .action(async (file: string, options: PlaceOptions & { key: string; log?: string; server?: string }) => {
      const signer = readKeyFile(options.key);
      const origin = options.log ?? (await originFor(options));
      const signed = (await readStatements(file)).map((body) => signFor(body, signer, origin));
      printJson({ statements: signed });
    });
  withWriting(statement.command('submit <file>'))
    .description('hand in what was signed; with --key a statement (JSON or YAML) is signed first')
    .option('--out <folder>', 'write each receipt to a file of this folder')
    .action(async (file: string, options: WriteOptions) => {
      await handIn(options, async (origin) => {
        if (options.key === undefined) return parseSubmissions(readInput(file));
        const signer = readKeyFile(options.key);
        return (await readStatements(file)).map((body) => signFor(body, signer, origin));
      });
    });
  withPlace(statement.command('show <id>'))
    .description('a statement by its id: body, place in its log, who signed, what became of it')
    .option('--json', 'print as JSON')
    .action(async (id: string, options: PlaceOptions & { json?: boolean }) => {
      const instance = await openForReading(placeOf(options));
      const line = findStatement(instance, id);
      await instance.close();
      if (!line) throw new ServandaError('NOT_FOUND', `No log here holds the statement "${id.slice(0, 64)}".`);
      if (options.json) printJson(line);
      else printText(describe(line));
    });
  withPlace(statement.command('receipt <id>'))
    .description('print the receipt of a recorded statement')
    .action(async (id: string, options: PlaceOptions) => {
      const instance = await openForReading(placeOf(options));
      try {
        printJson(await instance.receipt(id));
      } finally {
        await instance.close();
      }
    });
  statement
    .command('verify <receipt>')
    .description('check a receipt offline, with nothing but its file and what you expect; exit 1 if it does not hold')
    .option('--operator <id>', "the operator's key that the log must have")
    .option('--log <origin>', 'the name that the log must have')
    .option('--key <vkey>', 'verifier key that must have signed the checkpoint')
    .option('--json', 'print what was proved as JSON')
    .action(verify);
  withWriting(statement.command('withdraw <id>'))
    .description('withdraw a statement of the local log; it stays in the history')
    .requiredOption('--reason <text>', 'why')
    .action(async (id: string, options: WriteOptions & { reason: string }) => {
      const { of } = await lookUp(id, options);
      await sayOne({ kind: 'withdrawal', withdraws: id, of, reason: options.reason }, options);
    });
  withWriting(statement.command('redact <id>'))
    .description('erase the body of a statement of the local log for good, as operator; proofs stay valid')
    .requiredOption('--ground <ground>', `one of ${redactionGrounds.join(', ')}`)
    .requiredOption('--reason <text>', 'shown in its place; it must not repeat what is erased')
    .action(async (id: string, options: WriteOptions & { ground: string; reason: string }) => {
      const { of, effect } = await lookUp(id, options);
      await sayOne({ kind: 'redaction', id, of, effect, ground: options.ground, reason: options.reason }, options);
    });
}

function withWriting(command: Command): Command {
  return withPlace(command)
    .option('--key <file>', 'key file that signs')
    .option('--server <url>', 'hand in to this instance (default: the data folder, or the server that runs on it)')
    .option('--json', 'print the receipts as JSON');
}

async function originFor(options: PlaceOptions & { server?: string }): Promise<string> {
  const origin = options.server === undefined ? await readLocalOrigin(placeOf(options)) : null;
  if (origin !== null) return origin;
  const door = await openDoor(placeOf(options), options.server);
  await door.close();
  return door.origin;
}

async function handIn(options: WriteOptions, make: (origin: string) => Promise<Submission[]>): Promise<void> {
  const door = await openDoor(placeOf(options), options.server);
  try {
    const { receipts, repeated } = await door.handIn(await make(door.origin));
    if (options.out !== undefined) writeReceipts(options.out, receipts);
    printReceipts(receipts, repeated, options.json === true);
  } finally {
    await door.close();
  }
}

async function sayOne(body: object, options: WriteOptions): Promise<void> {
  const place = placeOf(options);
  const signer: SigningKey = options.key === undefined ? await readOperatorKey(place) : readKeyFile(options.key);
  await handIn(options, (origin) => Promise.resolve([signFor(body, signer, origin)]));
}

function writeReceipts(folder: string, receipts: readonly Receipt[]): void {
  for (const receipt of receipts) {
    const { statement } = JSON.parse(receipt.leaf) as { statement: string };
    writeFileSync(path.join(folder, `${statement}.receipt.json`), `${JSON.stringify(receipt, null, 2)}\n`);
  }
}

/** A statement, or a list of them, from JSON or YAML. */
async function readStatements(file: string): Promise<unknown[]> {
  const text = readInput(file);
  const { parse } = await import('yaml');
  let value: unknown;
  try {
    value = parse(text);
  } catch (error) {
    throw new ServandaError(
      'INPUT_INVALID',
      `${file} is neither JSON nor YAML: ${error instanceof Error ? error.message : ''}`,
      {
        place: { file },
      },
    );
  }
  return Array.isArray(value) ? (value as unknown[]) : [value];
}

/** What a statement is about and what it ended, as a withdrawal or a redaction has to repeat it. */
async function lookUp(id: string, options: WriteOptions): Promise<{ of: object; effect: object | null }> {
  if (!StatementId.safeParse(id).success)
    throw new ServandaError('INPUT_INVALID', `"${id.slice(0, 80)}" is not a statement id.`);
  let body;
  if (options.server === undefined) {
    const instance = await openForReading(placeOf(options));
    body = findStatement(instance, id)?.body;
    await instance.close();
  } else {
    const [{ ask, baseOf }] = await Promise.all([import('../hand-in.ts')]);
    const answer = (await ask(`${baseOf(options.server)}/api/v1/statements/${id}`)) as {
      result: NonNullable<ReturnType<typeof findStatement>>;
    };
    ({ body } = answer.result);
  }
  if (!body) throw new ServandaError('NOT_FOUND', `There is no statement ${id} whose body is present.`);
  const ends = endedBy(body, undefined);
  return {
    of: subjectOf(body) ?? {},
    effect: ends === null ? null : body.kind === 'withdrawal' ? { withdraws: ends } : { supersedes: ends },
  };
}

async function verify(
  file: string,
  options: { operator?: string; log?: string; key?: string; json?: boolean },
): Promise<void> {
  const text = readInput(file);
  const checkpointKeys =
    options.key === undefined ? undefined : [new Uint8Array(parseVerifierKey(options.key).publicKey)];
  try {
    const found = await verifyReceipt(text, { origin: options.log, operator: options.operator, checkpointKeys });
    if (options.json) {
      printJson({ holds: true, ...found });
      return;
    }
    printText(
      [
        `The receipt holds: ${nameOf(found.statement)}`,
        `statement ${found.id}`,
        `entry ${found.index} of ${found.origin}, in a log of ${found.size}, recorded ${found.recordedAt}`,
        found.signer
          ? `signed by ${found.signer.id} (${found.signer.holder}${found.signer.party === null ? '' : `, for ${found.signer.party}`})`
          : 'not signed: a statement of the record',
        found.sealed ? `operator ${found.operator ?? 'unknown'}` : 'The checkpoint is unsealed: nobody signed it.',
        options.operator === undefined && options.key === undefined
          ? 'Compare the operator with the one that the instance publishes; --operator does it.'
          : 'The keys are those that you expect.',
      ].map(plain),
    );
  } catch (error) {
    if (!(error instanceof ReceiptError)) throw error;
    if (options.json) printJson({ holds: false, rule: error.rule, message: error.message });
    else printText([plain(`The receipt does not hold (${error.rule}): ${error.message}`)]);
    process.exitCode = exitCodes.negative;
  }
}

/** Kind and id of a statement that somebody else wrote. */
function nameOf(statement: Record<string, unknown> | null): string {
  if (statement === null) return 'a statement whose body is withheld';
  const { kind, id } = statement;
  return [kind, id].filter((word) => typeof word === 'string').join(' ');
}

function describe(line: NonNullable<ReturnType<typeof findStatement>>): string[] {
  const { statement, origin, index, recordedAt, body, signer, endedBy: ended, withheld } = line;
  return [
    `statement ${statement}`,
    `entry ${index} of ${origin}, recorded ${recordedAt}`,
    signer
      ? `signed by ${signer.id} (${signer.holder}${signer.party === null ? '' : `, for ${signer.party}`})${signer.ended ? `; the key was ${signer.ended.how} on ${signer.ended.recordedAt}` : ''}${signer.doubted ? '; to be doubted, the key was compromised by then' : ''}`
      : 'not signed: a statement of the record',
    ...(ended === null ? [] : [`ended by ${ended}`]),
    ...(withheld ? [`withheld since ${withheld.recordedAt} (${withheld.ground}): ${withheld.reason}`] : []),
    ...(body ? JSON.stringify(body, null, 2).split('\n') : []),
  ].map(plain);
}
