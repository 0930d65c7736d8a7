/** servanda record schemas: writes schemas/ from the table of statement kinds, and of the files that users write. */
import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { statementKinds, statementSchema, type StatementKind } from '#model';
import { draftSchema } from '#negotiation';
import { printText } from '../output.ts';
import { createApi, openInstance } from '#server';
import { readPackage } from '../package-root.ts';
import { schemaFolder } from './places.ts';

/** The contract of the API, which a test compares with the code. */
const contractFile = 'openapi.json';

/** One JSON Schema a kind, one a file format, and the contract of the API; files of kinds that are gone are removed. */
export async function writeSchemas(): Promise<void> {
  mkdirSync(schemaFolder, { recursive: true });
  const kinds = Object.keys(statementKinds) as StatementKind[];
  const schemas = new Map<string, unknown>([
    ...kinds.map((kind) => [kind, statementSchema(kind)] as const),
    ['draft', draftSchema()],
  ]);
  const fileOf = (name: string): string => `${name}.schema.json`;
  const files = new Set([...[...schemas.keys()].map(fileOf), contractFile]);
  for (const file of readdirSync(schemaFolder)) if (!files.has(file)) rmSync(path.join(schemaFolder, file));
  for (const [name, schema] of schemas) {
    writeFileSync(path.join(schemaFolder, fileOf(name)), `${JSON.stringify(schema, null, 2)}\n`);
  }
  const api = createApi(await openInstance([]), { version: readPackage().version });
  const contract: unknown = await (await api.request('/api/v1/openapi.json')).json();
  writeFileSync(path.join(schemaFolder, contractFile), `${JSON.stringify(contract, null, 2)}\n`);
  printText([`schemas/: ${kinds.length} kinds, ${schemas.size - kinds.length} file format, the contract of the API`]);
}
