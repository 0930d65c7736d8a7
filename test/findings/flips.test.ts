/** Flips are exact: the same sets as by trying every combination of moves, over cases of the shipped record. */
import { beforeAll, describe, expect, it } from 'vitest';
import {
  flipsOfText,
  openFinding,
  readingOf,
  verdictUnder,
  type FindingContext,
  type Fixed,
} from '../../src/findings/index.ts';
import { openQuestions, takeStep, type Step, type TargetFacts } from '../../src/norms/index.ts';
import type { View } from '../../src/registry/index.ts';
import { shippedView } from './shipped.ts';

let view: View;
beforeAll(async () => {
  view = await shippedView();
});

const query = { definitions: 'every-view', standard: 'one-government', commitment: 'endorsed-or-adopted' };

interface Option {
  key: string;
  name: string;
  step?: Step;
  fixed?: readonly [number, number];
}

/** Every unknown the norm asks for and every variant of every term, however irrelevant. */
function optionsOf({ laws, root, incident }: FindingContext): Option[] {
  const { targets } = readingOf(view, incident, null);
  const facts = openQuestions(laws.library, [root], targets).flatMap(({ unknown, target, steps }) =>
    steps.map((step): Option => {
      const to = 'value' in step ? step.value : 'includes' in step ? `includes ${step.includes.join(' ')}` : 'complete';
      return {
        key: `${String(target)} ${unknown.name}`,
        name: `${String(targets.length > 1 ? target : null)} ${unknown.name} ${to}`,
        step,
      };
    }),
  );
  const terms = [...(laws.library.reaches[root] ?? [])].flatMap((term) => {
    const own = laws.library.terms[term];
    return (own?.variants ?? []).map((variant, at): Option => ({
      key: own?.id ?? '',
      name: `${own?.id ?? ''} ${variant}`,
      fixed: [term, at],
    }));
  });
  return [...facts, ...terms];
}

function verdictWith(context: FindingContext, chosen: readonly Option[]): string {
  const { laws, root, incident, definitions } = context;
  const targets = chosen.reduce<readonly TargetFacts[]>(
    (facts, { step }) => (step ? takeStep(facts, step) : facts),
    readingOf(view, incident, null).targets,
  );
  const fixed: Fixed = new Map(chosen.flatMap((option) => (option.fixed ? [option.fixed] : [])));
  const diagram = targets
    .map((facts) => laws.diagrams.ofTarget(facts)[root] ?? 1)
    .reduce((a, b) => laws.diagrams.any(a, b), 0);
  return verdictUnder(laws, diagram, definitions, fixed).verdict;
}

/** All minimal sets of up to `most` options by exhaustion. */
function byExhaustion(context: FindingContext, most: number): Set<string> {
  const options = optionsOf(context);
  const before = verdictWith(context, []);
  const found: Option[][] = [];
  const visit = (chosen: Option[], from: number, size: number): void => {
    if (chosen.length === size) {
      const isMinimal = !found.some((flip) => flip.every((option) => chosen.includes(option)));
      if (isMinimal && verdictWith(context, chosen) !== before) found.push(chosen);
      return;
    }
    for (let at = from; at < options.length; at += 1) {
      const option = options[at];
      if (option && !chosen.some(({ key }) => key === option.key)) visit([...chosen, option], at + 1, size);
    }
  };
  for (let size = 1; size <= most; size += 1) visit([], 0, size);
  return new Set(
    found.map((flip) =>
      flip
        .map(({ name }) => name)
        .sort()
        .join(' + '),
    ),
  );
}

function found(context: FindingContext, most: number): Set<string> {
  return new Set(
    flipsOfText(context)
      .filter(({ moves }) => moves.length <= most)
      .map(({ moves }) =>
        moves
          .map((move) =>
            move.move === 'definition'
              ? `${move.term} ${move.variant}`
              : move.move === 'fact'
                ? `${String(move.target)} ${move.name} ${move.to === 'includes' ? `includes ${move.codes?.join(' ') ?? ''}` : move.to}`
                : move.move,
          )
          .sort()
          .join(' + '),
      ),
  );
}

describe('flips', () => {
  it.each([
    ['sony-pictures-2014', 'un-gge-2015/13f', 3],
    ['stuxnet-2010', 'un-gge-2015/13f', 3],
    ['catalangate-2022', 'un-gge-2015/13e', 3],
    ['bangladesh-bank-2016', 'un-gge-2015/13f', 3],
    ['dnc-dccc-2016', 'paris-call-2018/3', 3],
    ['opm-2014', 'us-china-2015/2', 3],
    ['solarwinds-2020', 'gcsc-norms-2018/3', 2],
    ['ukraine-power-grid-2015', 'sco-code-2015/2-13', 2],
  ] as const)('%s under %s, up to %d moves', (incident, provision, most) => {
    const context = openFinding(view, incident, provision, query);
    expect([...found(context, most)].sort()).toEqual([...byExhaustion(context, most)].sort());
  });
});
