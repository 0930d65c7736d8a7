/** servanda record schemas: writes schemas/ from the table of statement kinds. */
import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { statementKinds, statementSchema, type StatementKind } from '#model';
import { printText } from '../output.ts';
import { schemaFolder } from './places.ts';

/** One JSON Schema a kind; files of kinds that are gone are removed. */
export function writeSchemas(): void {
  mkdirSync(schemaFolder, { recursive: true });
  const kinds = Object.keys(statementKinds) as StatementKind[];
  for (const file of readdirSync(schemaFolder)) {
    if (!kinds.some((kind) => file === `${kind}.schema.json`)) rmSync(path.join(schemaFolder, file));
  }
  for (const kind of kinds) {
    writeFileSync(path.join(schemaFolder, `${kind}.schema.json`), `${JSON.stringify(statementSchema(kind), null, 2)}\n`);
  }
  printText([`schemas/: ${kinds.length} kinds`]);
}
