/** servanda reply KIND ID: a party answers a statement, signed with its key. */
import type { Command } from 'commander';
import { replyStances } from '#model';
import { file, withFiling, type FileOptions } from '../reporting-say.ts';

export function defineReply(program: Command): void {
  withFiling(program.command('reply <kind> <id>'))
    .description('answer a statement as a party; the reply is shown wherever the statement is')
    .requiredOption('--party <party>', 'who replies')
    .requiredOption('--name <short-name>', 'short name of the reply')
    .requiredOption('--stance <stance>', `one of ${replyStances.join(', ')}`)
    .requiredOption('--text <text>', 'the reply')
    .action(
      (
        kind: string,
        id: string,
        options: FileOptions & { party: string; name: string; stance: string; text: string },
      ) =>
        file(
          {
            kind: 'reply',
            id: `reply/${options.party}/${options.name}`,
            to: { kind, id },
            party: options.party,
            stance: options.stance,
            text: options.text,
            evidence: [],
          },
          options,
        ),
    );
}
