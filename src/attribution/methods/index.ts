/** The methods of this room: one line each. */
import type { Method } from '#model';
import { credence } from './credence.ts';
import { dawidSkeneMethod } from './dawid-skene.ts';

export const attributionMethods: readonly Method[] = [credence, dawidSkeneMethod];
