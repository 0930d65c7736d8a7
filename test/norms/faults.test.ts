/** Every file of vectors/norms/invalid has one fault, found with its file, line and what may be meant. */
import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { compileRecord, type PlacedStatement } from '../../src/intake/index.ts';
import { ServandaError, type RecordKind, type StatementOf } from '../../src/model/index.ts';
import { checkNorms, sourceOf, type Placed } from '../../src/norms/index.ts';

const folder = path.join(import.meta.dirname, '../../vectors/norms/invalid');

/** Beside each case: a vocabulary, and a term that is in order. */
const beside = compileRecord([
  {
    path: 'norm-vocabulary.yaml',
    text: `id: norm-vocabulary
facts:
- {name: indiscriminate, meaning: harm without aim, field: indiscriminate}
- {name: significant-harm, meaning: large harm, field: significantHarm}
links:
- {link: conduct, meaning: its own hand, expression: {actor: [state-organ]}}
hedgedWords: []
`,
  },
  {
    path: 'terms/threshold.yaml',
    text: `id: threshold
label: Threshold
variants:
- {id: large, reading: large, expression: {fact: significant-harm}}
`,
  },
]);

function of<Kind extends RecordKind>(kind: Kind, statements: readonly PlacedStatement[]): Placed<StatementOf<Kind>>[] {
  return statements
    .filter(({ body }) => body.kind === kind)
    .map(({ body, placeOf }) => ({ body: body as StatementOf<Kind>, placeOf }));
}

/** The first fault that reading the file, or compiling what it says, finds. */
function faultOf(file: { path: string; text: string }): ServandaError {
  try {
    const statements = [...beside, ...compileRecord([file])];
    const source = sourceOf({
      provisions: of('provision', statements),
      encodings: of('encoding', statements),
      sets: of('definition-set', statements),
      vocabularies: of('norm-vocabulary', statements),
    });
    const terms = of('term', statements).map(({ body }) => body.id);
    const fault = checkNorms({ ...source, terms: [...terms, 'undefined-word'] })[0];
    if (fault) return fault;
  } catch (error) {
    if (error instanceof ServandaError) return error;
    throw error;
  }
  throw new Error('no fault was found');
}

describe('faults of norms', () => {
  it.each(readdirSync(folder).sort())('%s', (name) => {
    const text = readFileSync(path.join(folder, name), 'utf8');
    const [, data = '', code, line, says = ''] =
      /^# data: (.+); code: (.+); line: (\d+); says: (.+)$/m.exec(text) ?? [];
    const fault = faultOf({ path: data, text });
    expect({ code: fault.code, file: fault.place.file, line: fault.place.line }).toEqual({
      code,
      file: data,
      line: Number(line),
    });
    expect(fault.message).toContain(says);
    expect(fault.message).toContain(`${data}:${String(line)}:`);
  });

  it('what stands beside the cases is in order', () => {
    const source = sourceOf({
      provisions: [],
      encodings: of('encoding', beside),
      sets: [],
      vocabularies: of('norm-vocabulary', beside),
    });
    expect(checkNorms(source)).toEqual([]);
  });
});
