/** Running any method of the table on plain JSON, whole or in parts. */
import { ServandaError, parseWith, type Envelope, type Method } from '#model';
import { z } from 'zod';
import { methods } from './methods.ts';

/** The method of this name; throws NOT_FOUND listing the names. */
export function findMethod(id: string): Method {
  const found = methods.find((method) => method.id === id);
  if (found) return found;
  throw new ServandaError(
    'NOT_FOUND',
    `"${id.slice(0, 80)}" is not a method. Known methods: ${methods.map((method) => method.id).join(', ')}.`,
  );
}

/** How the parts of a long run are carried out: here in turn, or in workers. Results are in the order of the parts. */
export type PartRunner = (method: string, parts: readonly unknown[]) => Promise<unknown[]>;

/** Computes in this thread. */
export const runPartsHere: PartRunner = (method, parts) =>
  Promise.resolve(parts.map((part) => runMethodPart({ method, part })));

/** One part of a method; throws NOT_FOUND for a method without parts. */
export function runMethodPart({ method, part }: { method: string; part: unknown }): unknown {
  const { parts } = findMethod(method);
  if (!parts) throw new ServandaError('NOT_FOUND', `The method "${method}" has no parts.`);
  return parts.run(part as never);
}

/**
 * Runs a method on input from outside and puts the result into its envelope. The snapshot is empty: everything that
 * the result rests on is in `parameters`. The same input gives the same bytes, whatever carries out the parts.
 */
export async function computeMethod(
  id: string,
  input: unknown,
  runParts: PartRunner = runPartsHere,
): Promise<Envelope<unknown>> {
  const method = findMethod(id);
  const parsed = parseWith(method.input, input, `input of ${id}`);
  const { parts } = method;
  const result = parts
    ? parts.join(parsed, (await runParts(id, parts.split(parsed))) as never[])
    : method.compute(parsed);
  return {
    snapshot: [],
    method: `${method.id}/${method.version}`,
    parameters: { input: parsed },
    assumptions: [...method.assumptions],
    result,
  };
}

/** A line of `compute --list`. */
export interface MethodLine {
  id: string;
  version: number;
  question: string;
  source: string;
  inParts: boolean;
}

/** Every method in a line, in order of name. */
export function methodLines(): MethodLine[] {
  return methods
    .map(({ id, version, question, source, parts }) => ({
      id,
      version,
      question,
      source,
      inParts: parts !== undefined,
    }))
    .sort((a, b) => (a.id < b.id ? -1 : 1));
}

/** JSON Schemas of what goes into a method and what comes out. */
export function methodSchemas(id: string): { method: string; input: unknown; output: unknown } {
  const { input, output, version } = findMethod(id);
  return {
    method: `${id}/${version}`,
    input: z.toJSONSchema(input, { target: 'draft-2020-12', io: 'input', unrepresentable: 'any' }),
    output: z.toJSONSchema(output, { target: 'draft-2020-12', unrepresentable: 'any' }),
  };
}
