/** servanda finding …: a reading of an incident and a clause of one's own, signed, beside the computed one. */
import type { Command } from 'commander';
import { ServandaError, rivalTexts, truthValues } from '#model';
import { openView, readingsAnswer } from '#publish';
import { placeOf, withPlace, type PlaceOptions } from '../data-place.ts';
import { dialsOf, withDials, type DialOptions } from '../dials.ts';
import { openForReading } from '../open.ts';
import { formatTable, plain, printJson, printText } from '../output.ts';
import { file, withFiling, type FileOptions } from '../reporting-say.ts';

interface SignOptions extends FileOptions {
  party: string;
  text: string;
  reasons: string;
  fact: string[];
  definition: string[];
}

export function defineFinding(program: Command): void {
  const finding = program
    .command('finding')
    .description(
      "sign a reading of your own of an incident and a clause; it stands beside the computed one, and others'",
    );
  const collect = (one: string, all: string[]): string[] => [...all, one];
  withFiling(finding.command('sign <incident> <provision>'))
    .description('sign a reading as a party, and hand it in')
    .requiredOption('--party <party>', 'whose reading it is')
    .requiredOption('--text <verdict>', `does the clause reach the conduct: ${rivalTexts.join(', ')}`)
    .requiredOption('--reasons <text>', 'why, in your own words')
    .option('--fact <fact=value>', `a fact as you take it: ${truthValues.join(', ')}; may be repeated`, collect, [])
    .option('--definition <term=variant>', 'a term as you read it; may be repeated', collect, [])
    .action((incident: string, provision: string, options: SignOptions) =>
      file(
        {
          kind: 'rival-finding',
          id: `${incident}/${provision}/${options.party}`,
          incident,
          provision,
          party: options.party,
          text: options.text,
          facts: options.fact.map((text) => pairOf(text, '--fact')).map(([fact, value]) => ({ fact, value })),
          definitions: options.definition
            .map((text) => pairOf(text, '--definition'))
            .map(([term, variant]) => ({ term, variant })),
          reasons: options.reasons,
          evidence: [],
        },
        options,
      ),
    );
  withPlace(withDials(finding.command('show <incident> <provision>')))
    .description('the computed reading and the signed ones, side by side')
    .action(async (incident: string, provision: string, options: DialOptions & PlaceOptions) => {
      const instance = await openForReading(placeOf(options));
      const { view, query } = openView(instance.registry, dialsOf(options));
      await instance.close();
      const answer = readingsAnswer(view, query, incident, provision);
      const { items, computed } = answer.result;
      if (options.json) {
        printJson(answer);
        return;
      }
      printText([
        ...formatTable(
          ['by', 'text', 'reasons'],
          [
            ['computed here', computed[provision] ?? 'not tested', `servanda explain ${incident} ${provision}`],
            ...items.map(({ partyName, text, reasons }) => [plain(partyName), text, plain(reasons)]),
          ],
        ),
        ...items.flatMap(({ replies }) =>
          replies.map(({ partyName, stance, text }) => plain(`reply of ${partyName} (${stance}): ${text}`)),
        ),
      ]);
    });
}

function pairOf(text: string, option: string): [string, string] {
  const [name = '', value = '', ...more] = text.split('=');
  if (name !== '' && value !== '' && more.length === 0) return [name, value];
  throw new ServandaError('INPUT_INVALID', `${option}: "${text.slice(0, 80)}" is not name=value.`);
}
