/** servanda key …: keys of whoever signs statements, and what the operator does with them. */
import type { Command } from 'commander';
import { keyStatement } from '#intake';
import { keyThumbprint, type SigningKey } from '#ledger';
import { ServandaError, keyUses, parseStatement, revocationReasons, type AuthorityGrant, type Key } from '#model';
import { keyLines } from '#server';
import { placeOf, withPlace, type PlaceOptions } from '../data-place.ts';
import { openDoor } from '../hand-in.ts';
import { newKey, newNonce, readInput, readKeyFile, writeKeyFile } from '../key-file.ts';
import { readOperatorKey } from '../local-writer.ts';
import { openForReading } from '../open.ts';
import { formatTable, printJson, printText } from '../output.ts';
import { printReceipts, signFor } from '../signing.ts';

interface WriteOptions extends PlaceOptions {
  key?: string;
  server?: string;
  json?: boolean;
}

interface GrantOptions extends WriteOptions {
  role?: string;
  agreement: string[];
  until?: string;
  note?: string;
}

export function defineKey(program: Command): void {
  const key = program.command('key').description('make, register, replace and revoke keys');
  key
    .command('new <file>')
    .description('make a key; the file is secret, what is printed is its request to be registered')
    .option('--holder <text>', 'office or function that holds the key, never a person', 'holder of the key')
    .option('--party <party>', 'the party for which the key speaks')
    .option('--use <use>', `one of ${keyUses.join(', ')}`, 'statements')
    .option('--until <instant>', 'the key signs nothing from then on, such as 2027-01-01T00:00:00.000Z')
    .action((file: string, options: { holder: string; party?: string; use: string; until?: string }) => {
      const made = newKey();
      const request = describeKey(made, { ...options, use: options.use as Key['use'], replaces: null });
      writeKeyFile(file, made);
      printJson(request);
    });
  key
    .command('show <file>')
    .description('id and public half of a key file')
    .action((file: string) => {
      const { publicKey } = readKeyFile(file).key;
      printJson({ id: keyThumbprint(publicKey), x: publicKey.toString('base64url') });
    });
  withGrant(withWriting(key.command('register <request>')))
    .description('register a key by its request, as operator; with --role also grant it an authority')
    .action(async (file: string, options: GrantOptions) => {
      const body = parseStatement(parseJson(file));
      if (body.kind !== 'key')
        throw new ServandaError('INPUT_INVALID', `${file} holds a ${body.kind}, not the request of a key.`);
      const grants = options.role === undefined ? [] : [grantOf(body.id, options)];
      await say([body, ...grants], options);
    });
  withGrant(withWriting(key.command('grant <id>')))
    .description('grant an authority to a registered key, as operator')
    .action((id: string, options: GrantOptions) => say([grantOf(id, options)], options));
  withWriting(key.command('rotate <old> <new>'))
    .description('make a key file that replaces an old one: same party, same grants; the old key signs nothing more')
    .option('--until <instant>', 'the new key signs nothing from then on')
    .action(async (old: string, file: string, options: WriteOptions & { until?: string }) => {
      const signer = readKeyFile(old);
      const id = keyThumbprint(signer.key.publicKey);
      const instance = await openForReading(placeOf(options));
      const line = keyLines(instance).find((known) => known.id === id);
      await instance.close();
      const made = newKey();
      const { use, party, holder } = line ?? { use: 'statements' as const, party: null, holder: 'holder of the key' };
      const body = describeKey(made, { use, holder, replaces: id, ...(party !== null && { party }), ...options });
      writeKeyFile(file, made);
      await say([body], { ...options, key: old });
    });
  withWriting(key.command('revoke <id>'))
    .description('revoke a key: it signs nothing new; what it signed stays and is marked')
    .requiredOption('--reason <reason>', `one of ${revocationReasons.join(', ')}`)
    .option('--since <instant>', 'what the key signed from then on is to be doubted')
    .option('--note <text>', 'more about it')
    .action((id: string, options: WriteOptions & { reason: string; since?: string; note?: string }) =>
      say(
        [
          {
            kind: 'key-revocation',
            id,
            reason: options.reason,
            compromisedSince: options.since ?? null,
            note: options.note ?? null,
            nonce: newNonce(),
          },
        ],
        options,
      ),
    );
  withPlace(key.command('list'))
    .description('the keys of all logs')
    .option('--json', 'print as JSON')
    .action(async (options: PlaceOptions & { json?: boolean }) => {
      const instance = await openForReading(placeOf(options));
      const lines = keyLines(instance);
      await instance.close();
      if (options.json) printJson({ items: lines });
      else {
        printText(
          formatTable(
            ['log', 'key', 'use', 'party', 'registered', 'state', 'holder'],
            lines.map(({ origin, id, use, party, registered, until, ended, holder }) => [
              origin,
              id,
              use,
              party ?? '-',
              registered.recordedAt,
              ended ? `${ended.how} ${ended.recordedAt}` : until === null ? 'stands' : `until ${until}`,
              holder,
            ]),
          ),
        );
      }
    });
}

/** Options of whatever writes: who signs, and where it is handed in. */
function withWriting(command: Command): Command {
  return withPlace(command)
    .option('--key <file>', "key file that signs (default: the operator's key of the data folder)")
    .option('--server <url>', 'hand in to this instance (default: the data folder, or the server that runs on it)')
    .option('--json', 'print the receipts as JSON');
}

function withGrant(command: Command): Command {
  return command
    .option('--role <role>', 'registrar, observer or reviewer')
    .option(
      '--agreement <id>',
      'for a registrar or reviewer; may be given again',
      (id: string, all: string[]) => [...all, id],
      [] as string[],
    )
    .option('--until <instant>', 'the grant ends then')
    .option('--note <text>', 'more about it');
}

function describeKey(
  key: SigningKey,
  {
    use,
    party,
    holder,
    until,
    replaces,
  }: { use: Key['use']; party?: string; holder: string; until?: string; replaces: string | null },
): Key {
  const body = keyStatement(key, {
    use,
    party: party ?? null,
    holder,
    until: until ?? null,
    replaces,
    nonce: newNonce(),
  });
  parseStatement(body);
  return body;
}

function grantOf(key: string, { role, agreement, until, note }: GrantOptions): AuthorityGrant {
  const agreements = agreement.length > 0 ? agreement : null;
  const body = parseStatement({
    kind: 'authority-grant',
    id: `${role ?? ''}-${newNonce()
      .toLowerCase()
      .replaceAll(/[^a-z0-9]/g, '')}`,
    key,
    grant: role === 'observer' ? { role } : { role, agreements },
    until: until ?? null,
    note: note ?? null,
    nonce: newNonce(),
  });
  if (body.kind !== 'authority-grant') throw new ServandaError('INPUT_INVALID', 'This is no grant.');
  return body;
}

function parseJson(file: string): unknown {
  try {
    return JSON.parse(readInput(file));
  } catch (error) {
    if (error instanceof ServandaError) throw error;
    throw new ServandaError('INPUT_INVALID', `${file} is not JSON.`, { place: { file } });
  }
}

/** Signs as operator or with the key that is named, and hands in. */
async function say(bodies: readonly unknown[], options: WriteOptions): Promise<void> {
  const place = placeOf(options);
  const door = await openDoor(place, options.server);
  try {
    const signer = options.key === undefined ? await readOperatorKey(place) : readKeyFile(options.key);
    const { receipts, repeated } = await door.handIn(bodies.map((body) => signFor(body, signer, door.origin)));
    printReceipts(receipts, repeated, options.json === true);
  } finally {
    await door.close();
  }
}
