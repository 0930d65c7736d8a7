/** Method 9 over ranges: where a promise enforces itself, which parameter binds, and what would have to rise for it. */
import { z } from 'zod';
import { ServandaError, method } from '#model';
import { averageValue, shortestAnswer, slackOf } from './compliance.ts';

export const parameterNames = [
  'attribution',
  'response',
  'falseAnswer',
  'gain',
  'loss',
  'discount',
  'length',
  'delay',
] as const;
export type ParameterName = (typeof parameterNames)[number];

/** What each parameter is, the values it can take, and whether more of it helps to keep the promise. */
export const parameterFacts: Record<
  ParameterName,
  { meaning: string; lowest: number; highest: number; helps: boolean }
> = {
  attribution: { meaning: 'share of violations that are attributed', lowest: 0, highest: 1, helps: true },
  response: { meaning: 'share of attributed violations that are answered', lowest: 0, highest: 1, helps: true },
  falseAnswer: {
    meaning: 'probability a period of an answer although nothing was done',
    lowest: 0,
    highest: 1,
    helps: false,
  },
  gain: { meaning: 'gain of a violation a period', lowest: 0, highest: 1e6, helps: false },
  loss: { meaning: 'cost of the answer a period', lowest: 1e-9, highest: 1e6, helps: true },
  discount: { meaning: 'worth today of 1 next period', lowest: 1e-9, highest: 1 - 1e-9, helps: true },
  length: { meaning: 'periods that the answer lasts', lowest: 1, highest: 1000, helps: true },
  delay: { meaning: 'periods until the answer begins', lowest: 0, highest: 100, helps: false },
};

/** A value with its range, and where it comes from. */
export const Parameter = z.strictObject({
  value: z.number(),
  low: z.number(),
  high: z.number(),
  basis: z.enum(['measured', 'assumed']),
  source: z.string().max(600).describe('where a measured value comes from; why an assumed one was chosen'),
  n: z.number().int().min(0).nullable().default(null).describe('number of cases behind a measured value'),
});
export type Parameter = z.infer<typeof Parameter>;

export const RegionInput = z.strictObject({
  parameters: z.strictObject({
    attribution: Parameter,
    response: Parameter,
    falseAnswer: Parameter,
    gain: Parameter,
    loss: Parameter,
    discount: Parameter,
    length: Parameter,
    delay: Parameter,
  }),
  axes: z
    .tuple([z.enum(parameterNames), z.enum(parameterNames)])
    .default(['attribution', 'response'])
    .describe('the two parameters of the map; all others stay at their values'),
  steps: z.number().int().min(2).max(200).default(21).describe('points along each axis of the map'),
  gridSteps: z.number().int().min(2).max(7).default(4).describe('points along each range for the share of the box'),
});
export type RegionInput = z.infer<typeof RegionInput>;

/** One parameter moved alone, the others at their values. */
export interface SingleMove {
  parameter: ParameterName;
  from: number;
  /** Where the promise just enforces itself (or, if it does already, just ceases to); null: no value does. */
  to: number | null;
  direction: 'rise' | 'fall';
  /** True if that value lies within the stated range. */
  withinRange: boolean;
  /** The move as a share of the width of the range; null where there is no move or no width. */
  ofRange: number | null;
  basis: Parameter['basis'];
}

export interface RegionResult {
  /** At the stated values. */
  holds: boolean;
  slack: number;
  p: number;
  q: number;
  g: number;
  A: number;
  shortestAnswer: number | null;
  /** Share of the surplus of mutual compliance that remains after false answers. */
  valueShare: number;
  /** Over all ranges: throughout, nowhere, or depending on the values. Exact, because every parameter works one way. */
  region: 'throughout' | 'nowhere' | 'depends';
  /** Share of a grid over all ranges at which the promise enforces itself; no probability. */
  shareOfGrid: number;
  gridPoints: number;
  /** What would have to change for the promise to enforce itself (or to cease to), by itself; nearest first. */
  moves: SingleMove[];
  /** The move that is least as a share of its range; null where no single move suffices. */
  binding: ParameterName | null;
  map: {
    x: ParameterName;
    y: ParameterName;
    xs: number[];
    ys: number[];
    /** holds[row of y][column of x]. */
    holds: boolean[][];
    /** Exact boundary: for each x, the value of y at which the condition is met with equality; null: none. */
    boundary: { x: number; y: number | null }[];
  };
}

type Values = Record<ParameterName, number>;

/** The condition at one point. */
export function slackAt(values: Values): number {
  return slackOf(pointOf(values));
}

function pointOf(values: Values): { p: number; q: number; g: number; discount: number; length: number; delay: number } {
  return {
    p: values.attribution * values.response,
    q: values.falseAnswer,
    g: values.gain / values.loss,
    discount: values.discount,
    length: values.length,
    delay: values.delay,
  };
}

/**
 * The value of one parameter at which the condition is met with equality, the others given; null where none in its
 * domain does. Attribution, response, false answers, gain and loss in closed form; the rest by halving, for the
 * condition is monotone in each.
 */
export function boundaryOf(name: ParameterName, values: Values): number | null {
  const { lowest, highest } = parameterFacts[name];
  const { p, q, g, discount, length, delay } = pointOf(values);
  const D = discount ** (1 + delay) * ((1 - discount ** length) / (1 - discount));
  const needed = (1 + g) * q + g / D;
  const found = ((): number => {
    switch (name) {
      case 'attribution':
        return needed / values.response;
      case 'response':
        return needed / values.attribution;
      case 'falseAnswer':
        return (p - g / D) / (1 + g);
      case 'gain':
        return (values.loss * D * (p - q)) / (1 + D * q);
      case 'loss':
        return (values.gain * (1 + D * q)) / (D * (p - q));
      default:
        return halve(name, values);
    }
  })();
  if (!Number.isFinite(found) || found < lowest || found > highest) return null;
  return found;
}

function halve(name: ParameterName, values: Values): number {
  const { lowest, highest, helps } = parameterFacts[name];
  const holds = (value: number): boolean => slackAt({ ...values, [name]: value }) >= 0;
  let [bad, good] = helps ? [lowest, highest] : [highest, lowest];
  if (!holds(good) || holds(bad)) return NaN;
  for (let step = 0; step < 200; step += 1) {
    const middle = (bad + good) / 2;
    if (middle === bad || middle === good) break;
    if (holds(middle)) good = middle;
    else bad = middle;
  }
  // A length is a whole number of periods: the shortest that suffices.
  return name === 'length' ? Math.ceil(good - 1e-9) : good;
}

export function computeRegion(input: RegionInput): RegionResult {
  const { parameters, axes, steps, gridSteps } = input;
  checkParameters(input);
  const values = mapNames((name) => parameters[name].value);
  const corner = (good: boolean): Values =>
    mapNames((name) => (parameterFacts[name].helps === good ? parameters[name].high : parameters[name].low));
  const slack = slackAt(values);
  const point = pointOf(values);
  const moves = parameterNames.map((name) => moveOf(name, parameters[name], values, slack >= 0)).sort(byNearness);
  const [x, y] = axes;
  const xs = spread(parameters[x].low, parameters[x].high, steps);
  const ys = spread(parameters[y].low, parameters[y].high, steps);
  return {
    holds: slack >= 0,
    slack,
    ...{ p: point.p, q: point.q, g: point.g, A: point.p - (1 + point.g) * point.q },
    shortestAnswer: shortestAnswer(point),
    valueShare: averageValue({ R: 1, P: 0 }, point),
    region: slackAt(corner(false)) >= 0 ? 'throughout' : slackAt(corner(true)) >= 0 ? 'depends' : 'nowhere',
    ...gridShare(parameters, gridSteps),
    moves,
    binding: moves.find(({ to, ofRange }) => to !== null && ofRange !== null)?.parameter ?? null,
    map: {
      x,
      y,
      xs,
      ys,
      holds: ys.map((atY) => xs.map((atX) => slackAt({ ...values, [x]: atX, [y]: atY }) >= 0)),
      boundary: xs.map((atX) => ({ x: atX, y: boundaryOf(y, { ...values, [x]: atX }) })),
    },
  };
}

function mapNames(value: (name: ParameterName) => number): Values {
  return Object.fromEntries(parameterNames.map((name) => [name, value(name)])) as Values;
}

function checkParameters({ parameters, axes: [x, y] }: RegionInput): void {
  for (const name of parameterNames) {
    const { value, low, high } = parameters[name];
    const { lowest, highest } = parameterFacts[name];
    if (!(lowest <= low && low <= value && value <= high && high <= highest)) {
      throw new ServandaError(
        'INPUT_INVALID',
        `Parameter ${name}: low ${low}, value ${value} and high ${high} must rise and lie within ${lowest} and ${highest}.`,
        { place: { field: `parameters.${name}` } },
      );
    }
  }
  if (x === y)
    throw new ServandaError('INPUT_INVALID', `The map needs two different axes; both are ${x}.`, {
      place: { field: 'axes' },
    });
}

function moveOf(
  name: ParameterName,
  { value, low, high, basis }: Parameter,
  values: Values,
  holds: boolean,
): SingleMove {
  const to = boundaryOf(name, values);
  const width = high - low;
  const { helps } = parameterFacts[name];
  return {
    parameter: name,
    from: value,
    to,
    direction: helps === holds ? 'fall' : 'rise',
    withinRange: to !== null && to >= low && to <= high,
    ofRange: to === null || width === 0 ? null : Math.abs(to - value) / width,
    basis,
  };
}

function byNearness(a: SingleMove, b: SingleMove): number {
  return (
    (a.ofRange ?? Infinity) - (b.ofRange ?? Infinity) ||
    parameterNames.indexOf(a.parameter) - parameterNames.indexOf(b.parameter)
  );
}

function spread(low: number, high: number, steps: number): number[] {
  return Array.from({ length: steps }, (_, step) => low + ((high - low) * step) / (steps - 1));
}

function gridShare(
  parameters: RegionInput['parameters'],
  gridSteps: number,
): { shareOfGrid: number; gridPoints: number } {
  const points = parameterNames.map((name) => {
    const { low, high } = parameters[name];
    return low === high ? [low] : spread(low, high, gridSteps);
  });
  const total = points.reduce((product, axis) => product * axis.length, 1);
  const at = mapNames(() => 0);
  let holding = 0;
  for (let index = 0; index < total; index += 1) {
    let rest = index;
    parameterNames.forEach((name, axis) => {
      const along = points[axis] ?? [];
      at[name] = along[rest % along.length] ?? 0;
      rest = Math.floor(rest / along.length);
    });
    if (slackAt(at) >= 0) holding += 1;
  }
  return { shareOfGrid: holding / total, gridPoints: total };
}

const n = z.number();
const Name = z.enum(parameterNames);
export const regionMethod = method<RegionInput, RegionResult>({
  id: 'compliance-region',
  version: 1,
  question: 'Over which ranges does a promise enforce itself, and what would have to rise for it?',
  source: 'Methods, section 9; Green and Porter 1984; Abreu, Pearce and Stacchetti 1990',
  input: RegionInput,
  output: z.object({
    holds: z.boolean(),
    slack: n,
    p: n,
    q: n,
    g: n,
    A: n,
    shortestAnswer: n.nullable(),
    valueShare: n,
    region: z.enum(['throughout', 'nowhere', 'depends']),
    shareOfGrid: n,
    gridPoints: n,
    moves: z.array(
      z.object({
        parameter: Name,
        from: n,
        to: n.nullable(),
        direction: z.enum(['rise', 'fall']),
        withinRange: z.boolean(),
        ofRange: n.nullable(),
        basis: z.enum(['measured', 'assumed']),
      }),
    ),
    binding: Name.nullable(),
    map: z.object({
      x: Name,
      y: Name,
      xs: z.array(n),
      ys: z.array(n),
      holds: z.array(z.array(z.boolean())),
      boundary: z.array(z.object({ x: n, y: n.nullable() })),
    }),
  }),
  assumptions: [
    'an answer follows a violation with the product of attribution and response',
    'gain and loss count in the same unit; only their ratio matters',
    'single moves leave all other parameters where they are',
    'the share of the grid weighs every value of a range alike; it is no probability',
    'attribution is public, while much of it is private',
  ],
  compute: computeRegion,
});
