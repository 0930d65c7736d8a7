/** Where a clone keeps the source of the record, its log and the schemas. */
import path from 'node:path';
import { packageRoot } from '../package-root.ts';

export const sourceFolder = path.join(packageRoot, 'data');
export const schemaFolder = path.join(packageRoot, 'schemas');
