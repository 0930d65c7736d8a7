/** Strategies of the repeated prisoner's dilemma as small machines: in each state a chance to cooperate, then a next state. */
import { z } from 'zod';
import { ServandaError } from '#model';

/** The four outcomes of a round, own move first. */
export const outcomes = ['CC', 'CD', 'DC', 'DD'] as const;

/** A strategy: it begins in state 0; `next[state][outcome]` with outcomes in the order CC, CD, DC, DD. */
export interface Machine {
  /** Probability of cooperating in each state. */
  cooperate: readonly number[];
  next: readonly (readonly [number, number, number, number])[];
}

const chance = z.number().min(0).max(1);

/** A strategy that looks back one round: the first move, and the chance to cooperate after CC, CD, DC, DD. */
export const MemoryOne = z.strictObject({
  name: z.string().min(1).max(80),
  first: chance,
  after: z.tuple([chance, chance, chance, chance]),
});
export type MemoryOne = z.infer<typeof MemoryOne>;

/** By name, or spelled out. */
export const StrategyInput = z.union([z.string().min(1).max(80), MemoryOne]);
export type StrategyInput = z.infer<typeof StrategyInput>;

const memoryOne = (name: string, first: number, after: MemoryOne['after']): MemoryOne => ({ name, first, after });

/** Strategies known by name that look back one round. */
export const knownMemoryOne: readonly MemoryOne[] = [
  memoryOne('ALLC', 1, [1, 1, 1, 1]),
  memoryOne('ALLD', 0, [0, 0, 0, 0]),
  memoryOne('TFT', 1, [1, 0, 1, 0]),
  memoryOne('GTFT', 1, [1, 1 / 3, 1, 1 / 3]),
  memoryOne('WSLS', 1, [1, 0, 0, 1]),
  memoryOne('GRIM', 1, [1, 0, 0, 0]),
  memoryOne('STFT', 0, [1, 0, 1, 0]),
  memoryOne('ALTERNATOR', 1, [0, 0, 1, 1]),
  memoryOne('RANDOM', 0.5, [0.5, 0.5, 0.5, 0.5]),
];

/** Tit for two tats: defects only after the other defected twice running. */
const titForTwoTats: Machine = {
  cooperate: [1, 1, 0],
  next: [
    [0, 1, 0, 1],
    [0, 2, 0, 2],
    [0, 2, 0, 2],
  ],
};

export const strategyNames = [...knownMemoryOne.map(({ name }) => name), 'TF2T'];

/** The machine of a strategy; throws NOT_FOUND with the names. */
export function machineOf(strategy: StrategyInput): { name: string; machine: Machine } {
  if (typeof strategy !== 'string') return { name: strategy.name, machine: machineFrom(strategy) };
  const name = strategy.toUpperCase();
  if (name === 'TF2T') return { name, machine: titForTwoTats };
  const known = knownMemoryOne.find((candidate) => candidate.name === name);
  if (known) return { name, machine: machineFrom(known) };
  throw new ServandaError(
    'NOT_FOUND',
    `"${strategy}" is not a strategy known by name. Known: ${strategyNames.join(', ')}; or give name, first and after.`,
  );
}

/** State 0 is the first round; states 1 to 4 are the outcomes of the round before. */
function machineFrom({ first, after }: MemoryOne): Machine {
  return { cooperate: [first, ...after], next: Array.from({ length: 5 }, () => [1, 2, 3, 4] as const) };
}

export const Payoffs = z.strictObject({ R: z.number(), S: z.number(), T: z.number(), P: z.number() });
export type Payoffs = z.infer<typeof Payoffs>;
