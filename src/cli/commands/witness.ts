/** servanda witness …: cosign checkpoints of other logs (C2SP tlog-witness, tlog-cosignature) after checking their growth. */
import { randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Command } from 'commander';
import {
  formatSigningKey,
  formatVerifierKey,
  formatWitnessRequest,
  keyTypes,
  makeSigningKey,
  parseCheckpoint,
  parseSigningKey,
  parseVerifierKey,
  proveConsistencyFromTiles,
} from '#ledger';
import { ServandaError } from '#model';
import { RemoteLog, Witness, withCosignatures } from '#server';
import { placeOf, withPlace, type DataPlace, type PlaceOptions } from '../data-place.ts';
import { exitCodes } from '../errors.ts';
import { baseOf } from '../hand-in.ts';
import { openSecrets } from '../local-writer.ts';
import { plain, printText } from '../output.ts';
import { witnessMemory } from '../witness-memory.ts';

interface WitnessOptions extends PlaceOptions {
  log: string[];
}

/** Longest request: 63 hashes and a checkpoint. */
const maxRequest = 300_000;

export function defineWitness(program: Command): void {
  const witness = program
    .command('witness')
    .description('cosign checkpoints of other logs after checking their growth');
  withPlace(witness.command('key'))
    .description("print this witness's verifier key; it is made at first use")
    .option('--name <name>', 'name of a key that is made now, such as witness.example.org')
    .action(async (options: PlaceOptions & { name?: string }) => {
      const { key } = await witnessKey(placeOf(options), options.name);
      printText([formatVerifierKey(key)]);
    });
  withLogs(witness.command('serve'))
    .description('answer add-checkpoint of tlog-witness')
    .option('--port <port>', 'port (default: 4781; 0: any free one)', '4781')
    .option('--host <host>', 'address to listen on', '127.0.0.1')
    .action(serve);
  withLogs(witness.command('cosign <url>'))
    .description('look at the log of an instance, check that it continues, and print its checkpoint cosigned')
    .action(cosign);
}

function withLogs(command: Command): Command {
  return withPlace(command).requiredOption(
    '--log <vkey>',
    'verifier key of a log that is witnessed; may be given again',
    (key: string, all: string[] | undefined) => [...(all ?? []), key],
  );
}

async function openWitness(options: WitnessOptions): Promise<Witness> {
  const place = placeOf(options);
  return new Witness({
    signer: await witnessKey(place),
    logs: options.log.map(parseVerifierKey),
    memory: witnessMemory(place),
    clock: Date.now,
  });
}

/** The witness's key lies beside the others, and is never the key of a log. */
async function witnessKey(place: DataPlace, name?: string): Promise<ReturnType<typeof parseSigningKey>> {
  const secrets = await openSecrets({ ...place, database: null });
  const made = name ?? `servanda/witness/${randomBytes(4).toString('hex')}`;
  return parseSigningKey(
    await secrets.keep('witness.key', () =>
      formatSigningKey(makeSigningKey(made, randomBytes(32), keyTypes.cosignature)),
    ),
  );
}

async function serve(options: WitnessOptions & { port: string; host: string }): Promise<void> {
  const witness = await openWitness(options);
  const server = createServer((request, response) => {
    if (request.method !== 'POST' || request.url !== '/add-checkpoint') {
      response.writeHead(404, { 'Content-Type': 'text/plain' }).end('POST /add-checkpoint; nothing else is here.\n');
      return;
    }
    readBody(request).then(
      (text) => {
        const { status, body, contentType } = witness.addCheckpoint(text);
        response.writeHead(status, { 'Content-Type': contentType }).end(body);
      },
      () => response.writeHead(400).end(),
    );
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', (cause) => {
      reject(
        new ServandaError('ENVIRONMENT', `Port ${options.port} cannot be listened on: ${cause.message}`, { cause }),
      );
    });
    server.listen(Number(options.port), options.host, resolve);
  });
  const { port } = server.address() as AddressInfo;
  printText([`The witness ${formatVerifierKey(witness.key)} is at http://${options.host}:${port}`]);
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => server.close(() => process.exit(0)));
}

async function readBody(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  let length = 0;
  for await (const part of request as AsyncIterable<Buffer>) {
    length += part.length;
    if (length > maxRequest) throw new Error('too large');
    parts.push(part);
  }
  return Buffer.concat(parts).toString('utf8');
}

async function cosign(url: string, options: WitnessOptions): Promise<void> {
  const witness = await openWitness(options);
  const fetchUrl = (address: string): Promise<Response> => fetch(address, { signal: AbortSignal.timeout(60_000) });
  for (const { name: origin } of options.log.map(parseVerifierKey)) {
    const remote = new RemoteLog(baseOf(url), origin, fetchUrl);
    const checkpoint = await remote.readCheckpoint();
    const { size } = parseCheckpoint(checkpoint);
    const { size: oldSize } = witness.cosigned(origin);
    const growing = oldSize > 0 && oldSize < size;
    const proof = growing ? await proveConsistencyFromTiles(remote.tilesAt(size), oldSize, size) : [];
    const answer = witness.addCheckpoint(formatWitnessRequest({ oldSize, proof, checkpoint }));
    if (answer.status === 200) {
      process.stdout.write(withCosignatures(checkpoint, answer.body));
    } else {
      printText([plain(`${origin} is not cosigned (${answer.status}): ${answer.body.trim()}`)]);
      process.exitCode = exitCodes.negative;
    }
  }
}
