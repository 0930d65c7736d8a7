/** The methods of this room: one line each. */
import type { Method } from '#model';
import { campsMethod, consensusMethod } from './camps/camps.ts';
import { divergenceMethod } from './definitions/divergence.ts';
import { frontierMethod } from './frontier/frontier.ts';
import { similarityMethod } from './similarity/similarity.ts';

export const negotiationMethods: readonly Method[] = [
  frontierMethod,
  divergenceMethod,
  similarityMethod,
  campsMethod,
  consensusMethod,
];
