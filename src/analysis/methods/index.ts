/** The methods of this room: one line each. */
import type { Method } from '#model';

export const analysisMethods: readonly Method[] = [];
