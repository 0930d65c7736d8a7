/** servanda reproduce FILE: computes an exported answer again, offline, and says equal or what differs. */
import type { Command } from 'commander';
import { type BundleReproduction, type Reproduction, reproduceBundle, reproduceEnvelope } from '#server';
import { LogState, ServandaError, parseWith, type Envelope } from '#model';
import { z } from 'zod';
import { bundleFormat, parseBundle } from '#publish';
import { placeOf, withPlace, type PlaceOptions } from '../data-place.ts';
import { openShelf } from '../dataset-shelf.ts';
import { exitCodes } from '../errors.ts';
import { readInput } from '../key-file.ts';
import { openForReading } from '../open.ts';
import { plain, printJson, printText } from '../output.ts';

const File = z.looseObject({
  snapshot: z.array(LogState),
  method: z.string().max(120),
  parameters: z.record(z.string(), z.unknown()),
  assumptions: z.array(z.string()),
  result: z.unknown(),
});

export function defineReproduce(program: Command): void {
  withPlace(program.command('reproduce <file>'))
    .description('compute an exported envelope, export manifest or proof bundle again, offline; exit 1 if it differs')
    .option('--json', 'print the outcome as JSON')
    .action(async (file: string, options: PlaceOptions & { json?: boolean }) => {
      const value = parseFile(file);
      const place = placeOf(options);
      const shelf = openShelf(place);
      let outcome: Reproduction | BundleReproduction;
      if ((value as { format?: unknown } | null)?.format === bundleFormat) {
        outcome = reproduceBundle(parseBundle(value), shelf);
      } else {
        const envelope = parseWith(File, value, 'envelope') as unknown as Envelope<unknown>;
        const instance = await openForReading(place);
        try {
          outcome = await reproduceEnvelope(envelope, instance, shelf);
        } finally {
          await instance.close();
        }
      }
      if (options.json) printJson(outcome);
      else printText(describe(outcome));
      if (!outcome.equal) process.exitCode = exitCodes.negative;
    });
}

function parseFile(file: string): unknown {
  const text = readInput(file);
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    throw new ServandaError(
      'INPUT_INVALID',
      `${plain(file)} is not JSON; give an envelope, an export manifest or a proof bundle.`,
      {
        cause: error,
      },
    );
  }
}

function describe(outcome: Reproduction | BundleReproduction): string[] {
  const { equal, method, differences } = outcome;
  const how =
    'faults' in outcome
      ? `${outcome.statements} statements proved to be in their logs`
      : {
          same: 'the logs stand as in the file',
          rebuilt: 'the logs were folded as far as the file goes',
          none: 'from its own input',
        }[outcome.snapshot];
  return [
    equal ? `equal: ${method} gives the same answer; ${how}` : `differs: ${method}`,
    ...('faults' in outcome
      ? outcome.faults.map(({ origin, index, message }) =>
          plain(`fault: ${origin}${index === null ? '' : `, entry ${index}`}: ${message}`),
        )
      : []),
    ...differences.map(({ place, file, here }) =>
      plain(`${place}: ${JSON.stringify(file)} in the file, ${JSON.stringify(here)} here`),
    ),
  ];
}
