/** The methods of this room: one line each. */
import type { Method } from '#model';
import { repeatedGameMethod, simulationMethod, tournamentMethod } from './games/methods.ts';
import { fixationMethod } from './population/fixation.ts';
import { complianceMethod } from './promise/compliance.ts';
import { deterrenceMethod } from './promise/deterrence.ts';
import { regionMethod } from './promise/region.ts';

export const incentiveMethods: readonly Method[] = [
  complianceMethod,
  regionMethod,
  deterrenceMethod,
  repeatedGameMethod,
  simulationMethod,
  tournamentMethod,
  fixationMethod,
];
