/** servanda compute METHOD FILE: any method on plain JSON or CSV. */
import { readFileSync } from 'node:fs';
import type { Command } from 'commander';
import { ServandaError } from '#model';
import { computeMethod, methodLines, methodSchemas, runPartsHere, type PartRunner } from '#publish';
import { openWorkerPool } from '#server';
import { formatTable, plain, printJson, printText } from '../output.ts';
import { showProgress } from '../progress.ts';

interface Options {
  list?: boolean;
  schema?: boolean;
  json?: boolean;
  workers?: string;
}

export function defineCompute(program: Command): void {
  program
    .command('compute [method] [file]')
    .description('any method on plain JSON or CSV ("-": standard input); the answer is an envelope')
    .option('--list', 'list the methods')
    .option('--schema', 'print the JSON Schemas of what goes in and what comes out')
    .option('--workers <n>', 'worker threads for long runs (default: one a core; 0: none); the result is the same')
    .option('--json', 'print JSON (the default for results)')
    .action(async (id: string | undefined, file: string | undefined, options: Options) => {
      if (options.list) {
        listMethods(options.json ?? false);
        return;
      }
      if (id === undefined)
        throw new ServandaError('INPUT_INVALID', 'Name a method; "servanda compute --list" lists them.');
      if (options.schema) {
        printJson(methodSchemas(id));
        return;
      }
      if (file === undefined) {
        throw new ServandaError(
          'INPUT_INVALID',
          `Name a file with the input of ${id}, or "-" for standard input; "--schema" prints its form.`,
        );
      }
      const input = await readInput(file);
      printJson(await withParts(options.workers, (runParts) => computeMethod(id, input, runParts)));
    });
}

function listMethods(json: boolean): void {
  const items = methodLines();
  if (json) printJson({ items });
  else
    printText(
      formatTable(
        ['method', 'question'],
        items.map(({ id, version, question }) => [`${id}/${version}`, question]),
      ),
    );
}

/** JSON as it is; CSV as `{rows: […]}` with numbers read as numbers and empty cells as null. */
async function readInput(file: string): Promise<unknown> {
  let text: string;
  try {
    text = readFileSync(file === '-' ? 0 : file, 'utf8');
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new ServandaError('ENVIRONMENT', `${plain(file)} cannot be read (${reason}).`, { cause: error });
  }
  try {
    if (!file.endsWith('.csv')) return JSON.parse(text) as unknown;
    const { parse: parseCsv } = await import('csv-parse/sync');
    return { rows: parseCsv(text, { columns: true, bom: true, cast: cellOf, skip_empty_lines: true }) as unknown };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new ServandaError('INPUT_INVALID', `${plain(file)}: ${reason}`, { place: { file }, cause: error });
  }
}

function cellOf(cell: string): string | number | null {
  if (cell === '') return null;
  const number = Number(cell);
  return cell.trim() !== '' && Number.isFinite(number) ? number : cell;
}

/** Lends worker threads to a computation, with progress on a terminal; interrupted by Ctrl-C. */
export async function withParts<Result>(
  workers: string | undefined,
  compute: (runParts: PartRunner) => Promise<Result>,
): Promise<Result> {
  if (workers === '0') return compute(runPartsHere);
  const pool = openWorkerPool(workers === undefined ? undefined : Math.max(1, Math.min(64, Number(workers) || 1)));
  const stop = new AbortController();
  process.once('SIGINT', () => {
    stop.abort();
  });
  try {
    return await compute(async (method, parts) => {
      const progress = showProgress(`${method}: parts`, parts.length);
      try {
        return await Promise.all(
          parts.map(async (part) => {
            const result = await pool.run('method-part', { method, part }, stop.signal);
            progress.step();
            return result;
          }),
        );
      } finally {
        progress.end();
      }
    });
  } catch (error) {
    if (stop.signal.aborted)
      throw new ServandaError('ENVIRONMENT', 'Interrupted; nothing was written.', { cause: error });
    throw error;
  } finally {
    await pool.close();
  }
}
