/** Laws of the incentives: exact and simulated agree within three standard errors; thresholds are where they say. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  ComplianceInput,
  FixationInput,
  RegionInput,
  SimulationInput,
  averageValue,
  boundaryOf,
  computeCompliance,
  computeRegion,
  expectedTotals,
  fixationMethod,
  longRunAverages,
  machineOf,
  pairChain,
  parameterFacts,
  parameterNames,
  simulationMethod,
  slackAt,
  slackOf,
  type FixationResult,
  type ParameterName,
  type SimulationResult,
} from '../../src/incentives/index.ts';

const payoffs = { R: 3, S: 0, T: 5, P: 1 };
const chance = fc.double({ min: 0.01, max: 0.99, noNaN: true });

describe('the simulator against the exact chain', () => {
  const pairs = [
    ['TFT', 'TFT', 0.05],
    ['WSLS', 'GRIM', 0.05],
    ['GTFT', 'ALLD', 0.01],
    ['TF2T', 'ALTERNATOR', 0.1],
    ['RANDOM', 'WSLS', 0.2],
    ['STFT', 'TF2T', 0.02],
  ] as const;
  it.each(pairs)('%s and %s with error %d agree within three standard errors', (a, b, error) => {
    const input = SimulationInput.parse({ a, b, payoffs, error, rounds: 300, matches: 4000, seed: 20 });
    const result = simulationMethod.compute(input) as SimulationResult;
    for (const side of [result.a, result.b]) {
      expect(side.standardError).toBeGreaterThan(0);
      expect(Math.abs(side.mean - side.exact)).toBeLessThan(3 * side.standardError);
    }
  });

  it('without errors and dice the simulator plays the exact game', () => {
    const input = SimulationInput.parse({ a: 'TFT', b: 'ALLD', payoffs, rounds: 200, matches: 2 });
    const { a, b } = simulationMethod.compute(input) as SimulationResult;
    expect([a.mean * 200, b.mean * 200]).toEqual([199, 204]);
    expect(a.exact * 200).toBeCloseTo(199, 9);
  });
});

describe('the exact chain', () => {
  const strategy = fc
    .tuple(chance, chance, chance, chance, chance)
    .map(([first, ...after]) => ({ name: 'x', first, after }));
  it('many rounds approach the long-run average; the two sides mirror each other', () => {
    fc.assert(
      fc.property(strategy, strategy, fc.double({ min: 0.02, max: 0.3, noNaN: true }), (a, b, error) => {
        const chain = pairChain(machineOf(a).machine, machineOf(b).machine, payoffs, error);
        const mirrored = pairChain(machineOf(b).machine, machineOf(a).machine, payoffs, error);
        const [longA, longB] = longRunAverages(chain);
        const [otherB, otherA] = longRunAverages(mirrored);
        expect(longA).toBeCloseTo(otherA, 9);
        expect(longB).toBeCloseTo(otherB, 9);
        const [total] = expectedTotals(chain, 6000);
        expect(Math.abs(total / 6000 - longA)).toBeLessThan(0.02);
      }),
      { numRuns: 60, seed: 1 },
    );
  });

  it('without errors, where it ends depends on how it began', () => {
    const play = (a: string, b: string): [number, number] =>
      longRunAverages(pairChain(machineOf(a).machine, machineOf(b).machine, payoffs, 0));
    expect(play('TFT', 'TFT')).toEqual([3, 3]);
    expect(play('STFT', 'STFT')).toEqual([1, 1]);
    expect(play('TFT', 'STFT')).toEqual([2.5, 2.5]);
    expect(play('GRIM', 'RANDOM')[0]).toBeCloseTo((5 + 1) / 2, 12);
  });
});

describe('compliance', () => {
  const at = fc.record({
    T: fc.double({ min: 3.1, max: 9, noNaN: true }),
    p: chance,
    q: fc.double({ min: 0, max: 0.5, noNaN: true }),
    discount: fc.double({ min: 0.05, max: 0.98, noNaN: true }),
    length: fc.option(fc.integer({ min: 1, max: 40 }), { nil: null }),
    delay: fc.constantFrom(0, 0.5, 2),
  });
  const inputOf = ({
    T,
    p,
    q,
    discount,
    length,
    delay,
  }: {
    T: number;
    p: number;
    q: number;
    discount: number;
    length: number | null;
    delay: number;
  }): ComplianceInput =>
    ComplianceInput.parse({ payoffs: { R: 3, T, P: 1 }, answered: p, falselyAnswered: q, discount, length, delay });

  it('is the one-shot deviation condition of the game', () => {
    fc.assert(
      fc.property(at, (one) => {
        const { T, p, q, discount: d, length: N } = one;
        const { complies, slack } = computeCompliance(inputOf({ ...one, delay: 0 }));
        const v = averageValue({ R: 3, P: 1 }, { q, discount: d, length: N, delay: 0 });
        const punished = N === null ? 1 : (1 - d ** N) * 1 + d ** N * v;
        const after = N === null ? 1 : punished;
        const deviate = (1 - d) * T + d * ((1 - p) * v + p * after);
        if (Math.abs(slack) > 1e-6) expect(complies).toBe(deviate <= v + 1e-12);
      }),
      { numRuns: 500, seed: 2 },
    );
  });

  it('the shortest answer suffices and none shorter does; the discount needed is where the condition turns', () => {
    fc.assert(
      fc.property(at, (one) => {
        const result = computeCompliance(inputOf(one));
        const rest = { p: result.p, q: result.q, g: result.g, discount: one.discount, delay: one.delay };
        if (result.shortestAnswer !== null) {
          expect(slackOf({ ...rest, length: result.shortestAnswer })).toBeGreaterThan(-1e-7);
          if (result.shortestAnswer > 1)
            expect(slackOf({ ...rest, length: result.shortestAnswer - 1 })).toBeLessThan(1e-7);
        } else expect(slackOf({ ...rest, length: 100_000 })).toBeLessThan(1e-7);
        if (result.discountNeeded !== null && result.discountNeeded > 0.001 && result.discountNeeded < 0.999) {
          expect(slackOf({ ...rest, length: one.length, discount: result.discountNeeded + 1e-6 })).toBeGreaterThan(
            -1e-9,
          );
          expect(slackOf({ ...rest, length: one.length, discount: result.discountNeeded - 1e-6 })).toBeLessThan(1e-9);
        }
      }),
      { numRuns: 500, seed: 3 },
    );
  });

  it('value falls with the length of the answer if there are false ones, and not otherwise', () => {
    const value = (q: number, length: number | null): number =>
      averageValue({ R: 3, P: 1 }, { q, discount: 0.9, length, delay: 0 });
    expect([1, 2, 3, 10, null].map((length) => value(0, length))).toEqual([3, 3, 3, 3, 3]);
    const values = [1, 2, 3, 10, null].map((length) => value(0.05, length));
    expect(values).toEqual([...values].sort((a, b) => b - a));
    expect(new Set(values).size).toBe(5);
  });
});

describe('regions', () => {
  const values = fc.record({
    attribution: chance,
    response: chance,
    falseAnswer: fc.double({ min: 0, max: 0.3, noNaN: true }),
    gain: fc.double({ min: 0.1, max: 5, noNaN: true }),
    loss: fc.double({ min: 0.1, max: 5, noNaN: true }),
    discount: fc.double({ min: 0.3, max: 0.98, noNaN: true }),
    length: fc.integer({ min: 1, max: 30 }),
    delay: fc.double({ min: 0, max: 3, noNaN: true }),
  });

  it('on the boundary the condition is met with equality; moving the wrong way breaks it', () => {
    fc.assert(
      fc.property(values, fc.constantFrom(...parameterNames), (point, name: ParameterName) => {
        const to = boundaryOf(name, point);
        if (to === null) return;
        const { helps } = parameterFacts[name];
        const step = name === 'length' ? 1 : 1e-6 * Math.max(1, to);
        expect(slackAt({ ...point, [name]: to })).toBeGreaterThan(-1e-6);
        const worse = helps ? to - step : to + step;
        const { lowest, highest } = parameterFacts[name];
        if (worse > lowest && worse < highest) expect(slackAt({ ...point, [name]: worse })).toBeLessThan(1e-9);
      }),
      { numRuns: 1000, seed: 4 },
    );
  });

  it('where no boundary is stated the condition does not turn within the domain', () => {
    fc.assert(
      fc.property(values, fc.constantFrom('attribution', 'response', 'falseAnswer', 'delay'), (point, name) => {
        if (boundaryOf(name, point) !== null) return;
        const { lowest, highest } = parameterFacts[name as ParameterName];
        const holds = [lowest, highest].map((value) => slackAt({ ...point, [name]: value }) >= 0);
        expect(holds[0]).toBe(holds[1]);
      }),
      { numRuns: 500, seed: 5 },
    );
  });

  it('throughout, nowhere and depends agree with the grid', () => {
    fc.assert(
      fc.property(values, fc.double({ min: 0, max: 0.5, noNaN: true }), (point, width) => {
        const parameters = Object.fromEntries(
          parameterNames.map((name) => {
            const { lowest, highest } = parameterFacts[name];
            const value = point[name];
            const [low, high] = [Math.max(lowest, value * (1 - width)), Math.min(highest, value * (1 + width))];
            return [name, { value, low, high, basis: 'assumed', source: 'test' }];
          }),
        );
        const { region, shareOfGrid, holds } = computeRegion(RegionInput.parse({ parameters, steps: 2, gridSteps: 2 }));
        if (region === 'throughout') expect([shareOfGrid, holds]).toEqual([1, true]);
        if (region === 'nowhere') expect([shareOfGrid, holds]).toEqual([0, false]);
        if (region === 'depends') {
          expect(shareOfGrid).toBeGreaterThan(0);
          expect(shareOfGrid).toBeLessThan(1);
        }
      }),
      { numRuns: 150, seed: 6 },
    );
  });
});

describe('fixation', () => {
  it.each([
    { population: 10, fitness: { relative: 1.1 } },
    { population: 10, fitness: { payoffs: [30, 9, 14, 10], selection: 0.1 } },
  ])('simulated take-overs agree within three standard errors: $fitness', (input) => {
    const asked = FixationInput.parse({ ...input, simulate: { runs: 20_000, seed: 4 } });
    const { fixation, simulated } = fixationMethod.compute(asked) as FixationResult;
    expect(Math.abs((simulated?.share ?? 0) - fixation)).toBeLessThan(3 * (simulated?.standardError ?? 0));
  });
  it('constant fitness is the same by both formulas', () => {
    for (const relative of [0.8, 1.000001, 1.3, 2]) {
      const direct = (
        fixationMethod.compute(FixationInput.parse({ population: 20, fitness: { relative } })) as FixationResult
      ).fixation;
      const asPayoffs = FixationInput.parse({
        population: 20,
        fitness: { payoffs: [relative, relative, 1, 1], selection: 1 },
      });
      expect((fixationMethod.compute(asPayoffs) as FixationResult).fixation).toBeCloseTo(direct, 10);
    }
  });
});
