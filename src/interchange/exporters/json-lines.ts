/** JSON Lines: every statement as its log holds it, one a line, with its place in the log. */
import { canonicalJson } from '#model';
import { textFile, type Exporter } from './exporter.ts';

export const jsonLines: Exporter = {
  id: 'jsonl',
  title: 'JSON Lines: statement, place in the log, and body as the log holds it',
  mediaType: 'application/x-ndjson; charset=utf-8',
  oneFile: true,
  files: ({ kinds, records }) => [
    textFile(
      'servanda.jsonl',
      jsonLines.mediaType,
      kinds
        .flatMap((kind) =>
          (records.get(kind) ?? []).map(
            ({ body, statement, origin, index, recordedAt }) =>
              `${canonicalJson({ statement, origin, entry: index, recordedAt, body })}\n`,
          ),
        )
        .join(''),
    ),
  ],
  losses: () => [],
};
