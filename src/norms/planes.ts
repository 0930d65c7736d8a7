/** Bit-planes: many targets at once, 32 a word, two planes a leaf (surely true, surely false), the rest unknown. */
import { InvariantError, type Truth } from '#model';
import { atomValue, type TargetFacts } from './facts.ts';
import { operandsOf, type Library } from './library.ts';

/** Two planes of equal length. A bit set in neither is unknown; a bit is never set in both. */
export interface Planes {
  true: Uint32Array;
  false: Uint32Array;
}

function newPlanes(words: number): Planes {
  return { true: new Uint32Array(words), false: new Uint32Array(words) };
}

/** Rows of leaves, filled one target at a time; grows by doubling. */
class Rows {
  readonly planes: Planes[];
  count = 0;

  constructor(leaves: number, rows: number) {
    const words = Math.max(1, Math.ceil(rows / 32));
    this.planes = Array.from({ length: leaves }, () => newPlanes(words));
  }

  add(values: readonly Truth[]): void {
    const row = this.count;
    this.count += 1;
    const word = row >>> 5;
    const bit = 1 << (row & 31);
    this.planes.forEach((planes, leaf) => {
      if (word >= planes.true.length) grow(planes);
      const value = values[leaf];
      if (value === 'true') planes.true[word] = (planes.true[word] ?? 0) | bit;
      else if (value === 'false') planes.false[word] = (planes.false[word] ?? 0) | bit;
    });
  }

  get words(): number {
    return Math.ceil(this.count / 32);
  }
}

function grow(planes: Planes): void {
  for (const which of ['true', 'false'] as const) {
    const larger = new Uint32Array(planes[which].length * 2);
    larger.set(planes[which]);
    planes[which] = larger;
  }
}

/** Incidents as columns of leaves. The first target of incident i is row i; further targets stand apart with their incident. */
export class Columns {
  readonly library: Library;
  readonly first: Rows;
  readonly further: Rows;
  readonly #owners: number[] = [];

  constructor(library: Library, incidents = 1024) {
    this.library = library;
    this.first = new Rows(library.atoms.length, incidents);
    this.further = new Rows(library.atoms.length, 32);
  }

  get incidents(): number {
    return this.first.count;
  }

  /** The incident of each further target. */
  get owners(): readonly number[] {
    return this.#owners;
  }

  /** Adds an incident by the facts of its targets; returns its number. */
  add(targets: readonly TargetFacts[]): number {
    return this.addLeaves(targets.map((facts) => this.library.atoms.map((atom) => atomValue(atom, facts))));
  }

  /** Adds an incident by the values of all leaves for each of its targets. */
  addLeaves(targets: readonly (readonly Truth[])[]): number {
    const incident = this.first.count;
    targets.forEach((values, at) => {
      if (at === 0) this.first.add(values);
      else {
        this.further.add(values);
        this.#owners.push(incident);
      }
    });
    if (targets.length === 0) throw new InvariantError('an incident without a target');
    return incident;
  }
}

/** One wanted answer: the value of a node of the graph under one choice of variants. */
export interface Wanted {
  root: number;
  /** Number of the variant picked per term. */
  picked: ArrayLike<number>;
}

/** `out = a and b`, by planes; an operand may be negated, which swaps its planes. Operands are 2 × register + negated. */
interface Instruction {
  a: number;
  b: number;
  out: number;
}

/** Choices resolved, equal parts computed once, registers reused. */
export interface PlaneProgram {
  library: Library;
  instructions: readonly Instruction[];
  /** After the instruction of this number, these answers are complete: answer and operand. */
  deliver: ReadonlyMap<number, readonly (readonly [answer: number, operand: number])[]>;
  registers: number;
  answers: number;
}

const constantTrue = 0;

/** Compiles wanted answers into a straight line of two-operand steps over blocks of words. */
export function compilePlanes(library: Library, wanted: readonly Wanted[]): PlaneProgram {
  // Operand numbers: 0/1 the constant and its negation, then leaves, then results of instructions.
  const leaves = library.atoms.length;
  const steps: { a: number; b: number }[] = [];
  const known = new Map<string, number>();
  const and = (a: number, b: number): number => {
    if (a === b || b === constantTrue) return a;
    if (a === constantTrue) return b;
    if (a === (constantTrue ^ 1) || b === (constantTrue ^ 1)) return constantTrue ^ 1;
    const key = a < b ? `${a} ${b}` : `${b} ${a}`;
    let operand = known.get(key);
    if (operand === undefined) {
      operand = 2 * (1 + leaves + steps.push({ a, b }) - 1);
      known.set(key, operand);
    }
    return operand;
  };
  const operandFor = ({ root, picked }: Wanted): number => {
    const memo = new Map<number, number>();
    const visit = (at: number): number => {
      const done = memo.get(at);
      if (done !== undefined) return done;
      const node = library.nodes[at];
      if (!node) throw new InvariantError(`no node ${at}`);
      let operand: number;
      if (node.is === 'constant') operand = node.value ? constantTrue : constantTrue ^ 1;
      else if (node.is === 'atom') operand = 2 * (1 + node.atom);
      else if (node.is === 'not') operand = visit(node.part) ^ 1;
      else if (node.is === 'choice') operand = visit(node.parts[picked[node.term] ?? 0] ?? 0);
      else {
        // a or b is not (not a and not b): one kind of step serves both.
        const flip = node.is === 'any' ? 1 : 0;
        operand =
          operandsOf(node)
            .map((part) => visit(part) ^ flip)
            .reduce(and, constantTrue) ^ flip;
      }
      memo.set(at, operand);
      return operand;
    };
    return visit(root);
  };
  const results = wanted.map(operandFor);
  return allocate(library, steps, results);
}

/** Gives results registers that are free again after their last use. */
function allocate(
  library: Library,
  steps: readonly { a: number; b: number }[],
  results: readonly number[],
): PlaneProgram {
  const base = 1 + library.atoms.length;
  const lastUse = new Int32Array(steps.length).fill(-1);
  const note = (operand: number, at: number): void => {
    const step = (operand >> 1) - base;
    if (step >= 0) lastUse[step] = Math.max(lastUse[step] ?? -1, at);
  };
  steps.forEach(({ a, b }, at) => {
    note(a, at);
    note(b, at);
  });
  const deliver = new Map<number, (readonly [number, number])[]>();
  const registerOf = new Int32Array(steps.length);
  const free: number[] = [];
  let registers = base;
  const placed = (operand: number): number => {
    const step = (operand >> 1) - base;
    return step < 0 ? operand : 2 * (registerOf[step] ?? 0) + (operand & 1);
  };
  // Results that need no step are delivered before the first one.
  const byStep = new Map<number, number[]>();
  results.forEach((operand, answer) => {
    const step = Math.max(-1, (operand >> 1) - base);
    byStep.set(step, [...(byStep.get(step) ?? []), answer]);
  });
  const instructions = steps.map(({ a, b }, at): Instruction => {
    const operands = { a: placed(a), b: placed(b) };
    registerOf[at] = free.pop() ?? registers++;
    for (const operand of new Set([a >> 1, b >> 1])) {
      const step = operand - base;
      // Freed only after this step has its own register: it never overwrites what it reads.
      if (step >= 0 && lastUse[step] === at) free.push(registerOf[step] ?? 0);
    }
    const answers = byStep.get(at);
    if (answers)
      deliver.set(
        at,
        answers.map((answer) => [answer, placed(results[answer] ?? 0)] as const),
      );
    if (lastUse[at] === -1) free.push(registerOf[at] ?? 0);
    return { ...operands, out: registerOf[at] ?? 0 };
  });
  const early = byStep.get(-1);
  if (early)
    deliver.set(
      -1,
      early.map((answer) => [answer, results[answer] ?? 0] as const),
    );
  return { library, instructions, deliver, registers, answers: results.length };
}

/** Words a block: small enough that the registers in use stay in the first-level cache. */
const block = 256;

/** Planes for the answers of a program over this many rows; hand them in again to save memory. */
export function answerPlanes(program: PlaneProgram, rows: number): Planes[] {
  return Array.from({ length: program.answers }, () => newPlanes(Math.ceil(rows / 32)));
}

/** Runs a program over all incidents. An incident takes the strongest value of its targets. */
export function runPlanes(program: PlaneProgram, columns: Columns, into?: Planes[]): Planes[] {
  const answers = into ?? answerPlanes(program, columns.incidents);
  runRows(program, columns.first, answers);
  if (columns.further.count > 0) {
    const further = answerPlanes(program, columns.further.count);
    runRows(program, columns.further, further);
    answers.forEach((answer, at) => {
      foldInto(answer, further[at] ?? answer, columns.owners);
    });
  }
  return answers;
}

function runRows(program: PlaneProgram, rows: Rows, answers: readonly Planes[]): void {
  const base = 1 + program.library.atoms.length;
  const ones = newPlanes(block);
  ones.true.fill(0xffff_ffff);
  const scratch = Array.from({ length: program.registers - base }, () => newPlanes(block));
  const plane = (operand: number, which: 'true' | 'false'): { words: Uint32Array; column: boolean } => {
    const register = operand >> 1;
    const wanted = (operand & 1) === 0 ? which : which === 'true' ? 'false' : 'true';
    if (register === 0) return { words: ones[wanted], column: false };
    const leaf = rows.planes[register - 1];
    if (register < base && leaf) return { words: leaf[wanted], column: true };
    const own = scratch[register - base];
    if (!own) throw new InvariantError(`no register ${register}`);
    return { words: own[wanted], column: false };
  };
  // Everything that is looked up is looked up once, not once a block.
  const line = program.instructions.map(({ a, b, out }) => ({
    at: plane(a, 'true'),
    af: plane(a, 'false'),
    bt: plane(b, 'true'),
    bf: plane(b, 'false'),
    t: plane(2 * out, 'true').words,
    f: plane(2 * out, 'false').words,
  }));
  const deliveries = new Map(
    [...program.deliver].map(([after, list]) => [
      after,
      list.map(([answer, operand]) => ({
        answer: answers[answer],
        t: plane(operand, 'true'),
        f: plane(operand, 'false'),
      })),
    ]),
  );
  const deliver = (after: number, from: number, count: number): void => {
    for (const { answer, t, f } of deliveries.get(after) ?? []) {
      if (!answer) continue;
      copy(t.words, t.column ? from : 0, answer.true, from, count);
      copy(f.words, f.column ? from : 0, answer.false, from, count);
    }
  };
  for (let from = 0; from < rows.words; from += block) {
    const count = Math.min(block, rows.words - from);
    deliver(-1, from, count);
    for (let at = 0; at < line.length; at += 1) {
      const step = line[at];
      if (!step) break;
      meet(step.at.words, step.at.column ? from : 0, step.bt.words, step.bt.column ? from : 0, step.t, count);
      join(step.af.words, step.af.column ? from : 0, step.bf.words, step.bf.column ? from : 0, step.f, count);
      if (deliveries.has(at)) deliver(at, from, count);
    }
  }
  clearBeyond(answers, rows.count);
}

function meet(a: Uint32Array, ao: number, b: Uint32Array, bo: number, out: Uint32Array, count: number): void {
  for (let i = 0; i < count; i += 1) out[i] = (a[ao + i] as number) & (b[bo + i] as number);
}

function join(a: Uint32Array, ao: number, b: Uint32Array, bo: number, out: Uint32Array, count: number): void {
  for (let i = 0; i < count; i += 1) out[i] = (a[ao + i] as number) | (b[bo + i] as number);
}

function copy(from: Uint32Array, at: number, to: Uint32Array, into: number, count: number): void {
  for (let i = 0; i < count; i += 1) to[into + i] = from[at + i] as number;
}

/** Constants and negations fill whole words; bits beyond the last row are nobody's. */
function clearBeyond(answers: readonly Planes[], rows: number): void {
  const word = rows >>> 5;
  if ((rows & 31) === 0) return;
  const mask = (1 << (rows & 31)) - 1;
  for (const answer of answers) {
    answer.true[word] = (answer.true[word] ?? 0) & mask;
    answer.false[word] = (answer.false[word] ?? 0) & mask;
  }
}

/** The strongest value: true if any target is, false only if all are. */
function foldInto(incidents: Planes, further: Planes, owners: readonly number[]): void {
  owners.forEach((owner, row) => {
    const bit = 1 << (row & 31);
    const ownerBit = 1 << (owner & 31);
    const word = owner >>> 5;
    if (((further.true[row >>> 5] ?? 0) & bit) !== 0) {
      incidents.true[word] = (incidents.true[word] ?? 0) | ownerBit;
    }
    if (((further.false[row >>> 5] ?? 0) & bit) === 0) {
      incidents.false[word] = (incidents.false[word] ?? 0) & ~ownerBit;
    }
  });
  // INVARIANT: no bit stands in both planes; a true target outweighs false ones.
  for (let i = 0; i < incidents.true.length; i += 1)
    incidents.false[i] = (incidents.false[i] ?? 0) & ~(incidents.true[i] ?? 0);
}

/** The value in a row. */
export function planeValue(planes: Planes, row: number): Truth {
  const bit = 1 << (row & 31);
  if (((planes.true[row >>> 5] ?? 0) & bit) !== 0) return 'true';
  return ((planes.false[row >>> 5] ?? 0) & bit) === 0 ? 'unknown' : 'false';
}

/** How many rows are true and how many false. */
export function countPlanes(planes: Planes): { true: number; false: number } {
  return { true: bitsIn(planes.true), false: bitsIn(planes.false) };
}

function bitsIn(words: Uint32Array): number {
  let bits = 0;
  for (let word of words) {
    word -= (word >>> 1) & 0x5555_5555;
    word = (word & 0x3333_3333) + ((word >>> 2) & 0x3333_3333);
    bits += Math.imul((word + (word >>> 4)) & 0x0f0f_0f0f, 0x0101_0101) >>> 24;
  }
  return bits;
}
