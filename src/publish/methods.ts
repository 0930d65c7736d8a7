/** The complete table of methods: what every room that computes contributes. */
import { analysisMethods } from '#analysis';
import { attributionMethods } from '#attribution';
import type { Method } from '#model';

export const methods: readonly Method[] = [...analysisMethods, ...attributionMethods];
