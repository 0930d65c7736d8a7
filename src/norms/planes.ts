/** Evaluates norms over bit-planes: compiled to a straight line of conjunctions over blocks of words. */
import { InvariantError, type Truth } from '#model';
import { newPlanes, type Columns, type Planes, type Rows } from './columns.ts';
import { operandsOf, type Library } from './library.ts';

/** One wanted answer: the value of a node of the graph under one choice of variants. */
export interface Wanted {
  root: number;
  /** Number of the variant picked per term. */
  picked: ArrayLike<number>;
}

/**
 * `out` is the conjunction of two to four operands, by planes. An operand is 2 x place + negated, and negation swaps
 * the planes. Places: 0 the constant, then leaves, then answers, then scratch registers.
 */
interface Instruction {
  operands: readonly number[];
  out: number;
}

/** Choices resolved, equal parts computed once, registers reused. */
export interface PlaneProgram {
  library: Library;
  instructions: readonly Instruction[];
  /** Answers that are no step's own place: copied once everything is computed. */
  copies: readonly (readonly [answer: number, operand: number])[];
  registers: number;
  answers: number;
}

const constantTrue = 0;
const constantFalse = 1;
const mostOperands = 4;

/** Compiles wanted answers into a straight line of conjunctions over blocks of words. */
export function compilePlanes(library: Library, wanted: readonly Wanted[]): PlaneProgram {
  // Operand numbers while compiling: the constant, leaves, then results of steps.
  const leaves = library.atoms.length;
  const steps: (readonly number[])[] = [];
  const known = new Map<string, number>();
  const conjunction = (parts: readonly number[]): number => {
    let operands = [...new Set(parts)].filter((part) => part !== constantTrue).sort((a, b) => a - b);
    if (operands.includes(constantFalse)) return constantFalse;
    // Long conjunctions are folded from the left, four at a time.
    while (operands.length > mostOperands)
      operands = [conjunction(operands.slice(0, mostOperands)), ...operands.slice(mostOperands)];
    if (operands.length <= 1) return operands[0] ?? constantTrue;
    const key = operands.join(' ');
    let operand = known.get(key);
    if (operand === undefined) {
      operand = 2 * (1 + leaves + steps.push(operands) - 1);
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
      if (node.is === 'constant') operand = node.value ? constantTrue : constantFalse;
      else if (node.is === 'atom') operand = 2 * (1 + node.atom);
      else if (node.is === 'not') operand = visit(node.part) ^ 1;
      else if (node.is === 'choice') operand = visit(node.parts[picked[node.term] ?? 0] ?? 0);
      else {
        // a or b is not (not a and not b): one kind of step serves both.
        const flip = node.is === 'any' ? 1 : 0;
        operand = conjunction(operandsOf(node).map((part) => visit(part) ^ flip)) ^ flip;
      }
      memo.set(at, operand);
      return operand;
    };
    return visit(root);
  };
  return allocate(library, steps, wanted.map(operandFor));
}

/** Gives every step a place: that of an answer where it is one, else a register that is free again after its last use. */
function allocate(library: Library, steps: readonly (readonly number[])[], results: readonly number[]): PlaneProgram {
  const base = 1 + library.atoms.length;
  const scratch = base + results.length;
  const lastUse = new Int32Array(steps.length).fill(-1);
  steps.forEach((operands, at) => {
    for (const operand of operands) {
      const step = (operand >> 1) - base;
      if (step >= 0) lastUse[step] = at;
    }
  });
  // The operand that reads a step's value; that of an answer which is its negation is negated in turn.
  const placeOf = new Int32Array(steps.length).fill(-1);
  const copied: [answer: number, operand: number][] = [];
  results.forEach((operand, answer) => {
    const step = (operand >> 1) - base;
    if (step >= 0 && placeOf[step] === -1) placeOf[step] = 2 * (base + answer) + (operand & 1);
    else copied.push([answer, operand]);
  });
  const placed = (operand: number): number => {
    const step = (operand >> 1) - base;
    return step < 0 ? operand : (placeOf[step] ?? 0) ^ (operand & 1);
  };
  const free: number[] = [];
  let registers = 0;
  const instructions = steps.map((operands, at): Instruction => {
    const read = operands.map(placed);
    if (placeOf[at] === -1) placeOf[at] = 2 * (free.pop() ?? scratch + registers++);
    for (const operand of new Set(operands.map((one) => one >> 1))) {
      const step = operand - base;
      // Freed only after this step has its own place: it never overwrites what it reads.
      if (step >= 0 && lastUse[step] === at && (placeOf[step] ?? 0) >> 1 >= scratch)
        free.push((placeOf[step] ?? 0) >> 1);
    }
    return { operands: read, out: placeOf[at] ?? 0 };
  });
  const copies = copied.map(([answer, operand]) => [answer, placed(operand)] as const);
  return { library, instructions, copies, registers, answers: results.length };
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
  const scratch = Array.from({ length: program.registers }, () => newPlanes(block));
  const plane = (operand: number, which: 'true' | 'false'): Plane => {
    const place = operand >> 1;
    const wanted = (operand & 1) === 0 ? which : which === 'true' ? 'false' : 'true';
    if (place === 0) return { words: ones[wanted], isColumn: false };
    const column = place < base ? rows.planes[place - 1] : answers[place - base];
    if (column) return { words: column[wanted], isColumn: true };
    const own = scratch[place - base - program.answers];
    if (!own) throw new InvariantError(`no place ${place}`);
    return { words: own[wanted], isColumn: false };
  };
  // Everything that is looked up is looked up once, not once a block.
  const line = program.instructions.flatMap(({ operands, out }) => [
    { meets: true, out: plane(out, 'true'), parts: operands.map((operand) => plane(operand, 'true')) },
    { meets: false, out: plane(out, 'false'), parts: operands.map((operand) => plane(operand, 'false')) },
  ]);
  const copies = program.copies.flatMap(([answer, operand]) => {
    const to = answers[answer];
    return to ? (['true', 'false'] as const).map((which) => ({ to: to[which], from: plane(operand, which) })) : [];
  });
  for (let from = 0; from < rows.words; from += block) {
    const count = Math.min(block, rows.words - from);
    for (const { meets, out, parts } of line) {
      const [a, b, c, d] = parts;
      if (!a || !b) continue;
      const to = out.isColumn ? from : 0;
      const [ao, bo] = [a.isColumn ? from : 0, b.isColumn ? from : 0];
      if (!c) (meets ? meet2 : join2)(a.words, ao, b.words, bo, out.words, to, count);
      else if (!d)
        (meets ? meet3 : join3)(a.words, ao, b.words, bo, c.words, c.isColumn ? from : 0, out.words, to, count);
      else {
        const [co, dO] = [c.isColumn ? from : 0, d.isColumn ? from : 0];
        (meets ? meet4 : join4)(a.words, ao, b.words, bo, c.words, co, d.words, dO, out.words, to, count);
      }
    }
    for (const copy of copies) copyWords(copy.from.words, copy.from.isColumn ? from : 0, copy.to, from, count);
  }
  clearBeyond(answers, rows.count);
}

interface Plane {
  words: Uint32Array;
  /** As long as the rows, read from the block's own place; else one block that is used again. */
  isColumn: boolean;
}

type Words = Uint32Array;
/* The loops below are the inner ones: a word is read as a number without a check, since every array is long enough. */
function meet2(a: Words, ao: number, b: Words, bo: number, out: Words, to: number, count: number): void {
  for (let i = 0; i < count; i += 1) out[to + i] = (a[ao + i] as number) & (b[bo + i] as number);
}
function join2(a: Words, ao: number, b: Words, bo: number, out: Words, to: number, count: number): void {
  for (let i = 0; i < count; i += 1) out[to + i] = (a[ao + i] as number) | (b[bo + i] as number);
}
function meet3(
  a: Words,
  ao: number,
  b: Words,
  bo: number,
  c: Words,
  co: number,
  out: Words,
  to: number,
  count: number,
): void {
  for (let i = 0; i < count; i += 1)
    out[to + i] = (a[ao + i] as number) & (b[bo + i] as number) & (c[co + i] as number);
}
function join3(
  a: Words,
  ao: number,
  b: Words,
  bo: number,
  c: Words,
  co: number,
  out: Words,
  to: number,
  count: number,
): void {
  for (let i = 0; i < count; i += 1)
    out[to + i] = (a[ao + i] as number) | (b[bo + i] as number) | (c[co + i] as number);
}
function meet4(
  a: Words,
  ao: number,
  b: Words,
  bo: number,
  c: Words,
  co: number,
  d: Words,
  dO: number,
  out: Words,
  to: number,
  count: number,
): void {
  for (let i = 0; i < count; i += 1)
    out[to + i] = (a[ao + i] as number) & (b[bo + i] as number) & (c[co + i] as number) & (d[dO + i] as number);
}
function join4(
  a: Words,
  ao: number,
  b: Words,
  bo: number,
  c: Words,
  co: number,
  d: Words,
  dO: number,
  out: Words,
  to: number,
  count: number,
): void {
  for (let i = 0; i < count; i += 1)
    out[to + i] = (a[ao + i] as number) | (b[bo + i] as number) | (c[co + i] as number) | (d[dO + i] as number);
}
function copyWords(from: Words, at: number, to: Words, into: number, count: number): void {
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
  for (let at = 0; at < words.length; at += 1) {
    let word = words[at] as number;
    word -= (word >>> 1) & 0x5555_5555;
    word = (word & 0x3333_3333) + ((word >>> 2) & 0x3333_3333);
    bits += Math.imul((word + (word >>> 4)) & 0x0f0f_0f0f, 0x0101_0101) >>> 24;
  }
  return bits;
}
