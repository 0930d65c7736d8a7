/** The table of methods of this room. */
import type { Method } from '#model';
import { normVerdict } from './norm-verdict.ts';

export const normMethods: readonly Method[] = [normVerdict];
