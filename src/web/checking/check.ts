/** Checks a file that a reader dropped, in the browser; only log tiles and answers of this site are fetched. */
import { ReceiptError, verifyReceipt } from '../../ledger/browser.ts';
import { readHead, rootAt, type Fetch } from './log-root.ts';
import { recognise, type EnvelopeNote, type FigureNote, type LogNote } from './recognise.ts';
import type { Step } from './step.ts';

/** What was found, step by step, in the order in which one rests on another. */
export interface Report {
  kind: 'receipt' | 'envelope' | 'figure' | 'unknown';
  title: string;
  steps: Step[];
  /** What the file holds, for the reader to see. */
  facts: [string, string][];
}

/** Never throws for what a file holds; what cannot be checked is said. */
export async function check(bytes: Uint8Array, fetchBytes: Fetch): Promise<Report> {
  const found = recognise(bytes);
  switch (found.kind) {
    case 'receipt':
      return checkReceipt(found.text, fetchBytes);
    case 'envelope':
      return checkEnvelope(found.envelope, fetchBytes);
    case 'figure':
      return checkFigure(bytes, found.note, found.suffix, fetchBytes);
    case 'unknown':
      return {
        kind: 'unknown',
        title: 'Nothing that can be checked',
        steps: [{ holds: null, what: 'Kind of file', detail: found.why }],
        facts: [],
      };
  }
}

async function checkReceipt(text: string, fetchBytes: Fetch): Promise<Report> {
  try {
    const receipt = await verifyReceipt(text);
    const steps: Step[] = [
      { holds: true, what: 'Statement', detail: `Its SHA-256 is the id in its leaf: ${receipt.id}.` },
      {
        holds: true,
        what: 'Proof',
        detail: `The leaf is entry ${receipt.index} of the ${receipt.size} entries that the checkpoint commits to.`,
      },
      receipt.sealed
        ? {
            holds: true,
            what: 'Checkpoint',
            detail: 'It is signed by a key that leads to the operator’s key in the file.',
          }
        : { holds: null, what: 'Checkpoint', detail: 'Nobody signed it: the log is an unsealed record.' },
      receipt.signer
        ? {
            holds: true,
            what: 'Signature',
            detail: `Signed by ${receipt.signer.holder}${receipt.signer.party === null ? '' : ` for ${receipt.signer.party}`}, key ${receipt.signer.id}.`,
          }
        : { holds: null, what: 'Signature', detail: 'Statements of this log are not signed one by one.' },
      await hereNow(receipt.origin, fetchBytes),
    ];
    const facts: Report['facts'] = [
      ['Log', receipt.origin],
      ['Recorded at', receipt.recordedAt],
      ['Kind', receipt.statement === null ? 'erased' : kindOf(receipt.statement)],
      ['Operator’s key', receipt.operator ?? 'none'],
    ];
    return { kind: 'receipt', title: 'A receipt', steps, facts };
  } catch (error) {
    const detail = error instanceof Error ? error.message : 'It could not be read.';
    const what = error instanceof ReceiptError ? error.rule : 'Receipt';
    // Without Ed25519 in the browser nothing is wrong with the file.
    const holds = error instanceof ReceiptError ? false : null;
    return { kind: 'receipt', title: 'A receipt', steps: [{ holds, what, detail }], facts: [] };
  }
}

function kindOf({ kind }: Record<string, unknown>): string {
  return typeof kind === 'string' ? kind : 'unknown';
}

async function hereNow(origin: string, fetchBytes: Fetch): Promise<Step> {
  const head = await readHead(fetchBytes, origin);
  return head === null
    ? { holds: null, what: 'This instance', detail: 'It does not hold that log; the receipt stands by itself.' }
    : { holds: null, what: 'This instance', detail: `It holds that log, with ${head.size} entries now.` };
}

/** Each log at the size of the snapshot must have the root of the snapshot, and lead to what the log is now. */
async function checkSnapshot(
  snapshot: readonly LogNote[],
  fetchBytes: Fetch,
): Promise<{ steps: Step[]; isNow: boolean }> {
  const steps: Step[] = [];
  let isNow = true;
  for (const { origin, size, root } of snapshot) {
    const what = `Log ${origin}`;
    const head = await readHead(fetchBytes, origin);
    if (head === null || head.size < size) {
      const detail =
        head === null
          ? 'This instance does not hold the log, so the snapshot cannot be checked here.'
          : `This instance has ${head.size} entries, the file names ${size}.`;
      steps.push({ holds: null, what, detail });
      isNow = false;
      continue;
    }
    if (head.size !== size) isNow = false;
    const then = await rootAt(fetchBytes, origin, size, head.size);
    const now = await rootAt(fetchBytes, origin, head.size, head.size);
    if (then === null || now === null) {
      steps.push({ holds: null, what, detail: 'A tile of the log could not be read.' });
    } else if (now !== head.root) {
      steps.push({
        holds: false,
        what,
        detail: 'The tiles served here do not give the root of the checkpoint served here.',
      });
    } else if (then !== root) {
      steps.push({
        holds: false,
        what,
        detail: `At ${size} entries the log has the root ${then}, the file names ${root}: it comes from another history.`,
      });
    } else {
      const since = head.size === size ? 'nothing was added since' : `${head.size - size} entries were added since`;
      steps.push({
        holds: true,
        what,
        detail: `Recomputed from its tiles: ${size} entries have the root ${root}; ${since}.`,
      });
    }
  }
  if (snapshot.length === 0) steps.push({ holds: null, what: 'Snapshot', detail: 'The file names no log.' });
  return { steps, isNow };
}

async function checkFigure(
  bytes: Uint8Array,
  { headline, address, snapshot, method }: FigureNote,
  suffix: '.svg' | '.png',
  fetchBytes: Fetch,
): Promise<Report> {
  const { steps } = await checkSnapshot(snapshot, fetchBytes);
  const mark = address.indexOf('?');
  const again = await fetchBytes(address.slice(0, mark) + suffix + address.slice(mark));
  const what = 'Drawn again';
  if (again === null) {
    steps.push({ holds: null, what, detail: 'This instance could not draw the figure from those logs.' });
  } else {
    const isSame = again.length === bytes.length && again.every((byte, at) => byte === bytes[at]);
    steps.push(
      isSame
        ? {
            holds: true,
            what,
            detail: `From the logs as they were, this instance draws the same ${bytes.length} bytes.`,
          }
        : {
            holds: false,
            what,
            detail:
              'Drawn again from the logs as they were, the figure differs: the file was changed, or made by another version of the code.',
          },
    );
  }
  const facts: Report['facts'] = [
    ['Figure', headline],
    ['Method', method],
    ['Address, frozen', address],
  ];
  return { kind: 'figure', title: 'A figure', steps, facts };
}

/** Where an answer is asked for again: the first part of its method, and the parameter that its address holds. */
const paths: Readonly<Record<string, (parameters: Record<string, unknown>) => string | null>> = {
  coverage: ({ agreement }) => (typeof agreement === 'string' ? `coverage/${encodeURIComponent(agreement)}` : null),
  effect: ({ agreement }) => (typeof agreement === 'string' ? `effect/${encodeURIComponent(agreement)}` : null),
  transparency: ({ agreement }) =>
    typeof agreement === 'string' ? `transparency/${encodeURIComponent(agreement)}` : 'transparency',
  responses: () => 'responses',
};
const dials = { asOf: 'as-of', publicAt: 'public-at', knownAt: 'known-at' } as const;

async function checkEnvelope(
  { snapshot, method, parameters, result }: EnvelopeNote,
  fetchBytes: Fetch,
): Promise<Report> {
  const { steps, isNow } = await checkSnapshot(snapshot, fetchBytes);
  const path = paths[method.split('/')[0] ?? '']?.(parameters) ?? null;
  const what = 'Computed again';
  if (path === null) {
    steps.push({
      holds: null,
      what,
      detail: `Answers of ${method} are computed again on the command line: servanda reproduce FILE.`,
    });
  } else {
    const again = await askAgain(path, parameters, fetchBytes);
    const isSame = again !== null && canonical(again.result) === canonical(result);
    steps.push(
      again === null
        ? { holds: null, what, detail: 'This instance gives no answer to those parameters.' }
        : isSame
          ? { holds: true, what, detail: `This instance gives the same result with method ${again.method}.` }
          : {
              holds: isNow && again.method === method ? false : null,
              what,
              detail: isNow
                ? `This instance gives another result (method ${again.method}): the file was changed, or made by another version of the code.`
                : 'This instance gives another result, and its logs are not those of the snapshot: that may be why. servanda reproduce FILE tells.',
            },
    );
  }
  const facts: Report['facts'] = [
    ['Method', method],
    ...Object.entries(parameters)
      .filter(([, value]) => typeof value === 'string' || typeof value === 'number')
      .map(([name, value]): [string, string] => [name, String(value)]),
  ];
  return { kind: 'envelope', title: 'An answer', steps, facts };
}

async function askAgain(
  path: string,
  parameters: Record<string, unknown>,
  fetchBytes: Fetch,
): Promise<{ method: string; result: unknown } | null> {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(parameters)) {
    if (name === 'agreement' && path.includes('/')) continue;
    if (name === 'targets') continue;
    const word = name in dials ? dials[name as keyof typeof dials] : name === 'purposes' ? 'purpose' : name;
    if (typeof value === 'string' || typeof value === 'number') query.set(word, String(value));
    else if (Array.isArray(value) && value.length > 0) query.set(word, value.join(','));
  }
  const bytes = await fetchBytes(`/api/v1/${path}?${query.toString()}`);
  if (bytes === null) return null;
  try {
    return JSON.parse(new TextDecoder().decode(bytes)) as { method: string; result: unknown };
  } catch {
    return null;
  }
}

/** Equal values have equal texts, whatever the order of their fields. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_, inner: unknown) =>
    typeof inner === 'object' && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  );
}
