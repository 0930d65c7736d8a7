/** Figures of the two labs: the frontier of a draft, and the region in which a promise enforces itself. */
import type { FigureSpec } from '#charts';
import { ServandaError, type Envelope } from '#model';
import type { Incentives } from '../incentives/scenario.ts';
import type { Negotiation } from '../negotiation/negotiate.ts';
import { figureOf, rounded, type MadeFigure } from './figure.ts';

const measureWords: Readonly<Record<string, string>> = {
  count: 'the parties of the draft',
  coverage: 'recorded conduct with a named state',
  groups: 'groups of parties',
};

/** A text of the reader's own, to be marked on the frontier. */
export interface OwnText {
  strength: number;
  share: number;
}

/** The frontier of a draft under one measure; throws INPUT_INVALID for a measure that the draft does not use. */
export function frontierFigure(
  answer: Envelope<Negotiation>,
  measure: string | undefined,
  own: OwnText | null = null,
): Envelope<MadeFigure> {
  const { draft, clauses, frontier, parties } = answer.result;
  const found =
    measure === undefined ? frontier.frontiers[0] : frontier.frontiers.find((one) => one.measure === measure);
  if (!found) {
    throw new ServandaError(
      'INPUT_INVALID',
      `measure: "${String(measure).slice(0, 40)}" is not one of this draft; there are ${frontier.frontiers.map((one) => one.measure).join(', ')}.`,
      { place: { field: 'measure' } },
    );
  }
  const wordsOf = (text: Readonly<Record<string, string>>): string =>
    clauses
      .map(
        ({ id, title, options }) =>
          `${title}: ${options.find((option) => option.id === text[id])?.words ?? text[id] ?? ''}`,
      )
      .join('; ');
  const points = found.points.map(({ strength, share, text }, at) => ({
    number: at + 1,
    strength,
    share,
    words: `${at + 1}. ${wordsOf(text)}`,
  }));
  const of = measureWords[found.measure] ?? found.measure;
  const spec: FigureSpec = {
    chart: 'frontier',
    title: `Strength of a text and share of ${of} that would accept it: ${draft.title}`,
    description: `${points.length} texts of ${frontier.texts} are on the frontier: no other text is both stronger and more widely accepted.`,
    points,
    own,
    of,
  };
  return figureOf(answer, {
    headline: `Strength against participation: ${draft.title}`,
    key: `Each number is a text of the table: none is both stronger and more widely accepted${own ? '. Ring: the text chosen' : ''}.`,
    caption: `Share of ${of}; n = ${parties.length} parties, ${frontier.texts} possible texts, search ${found.proof}. Strength in points of the draft (${draft.coding}). Known positions decide; where none is known a party minds no wording.`,
    wide: 720,
    spec,
    columns: [
      { name: 'number', title: 'Number' },
      { name: 'strength', title: 'Strength' },
      { name: 'share', title: `Share of ${of}` },
      { name: 'accepts', title: 'Parties that accept' },
      { name: 'blockers', title: 'Blocked by' },
      { name: 'stays', title: 'Share of perturbed repeats in which it stays' },
      { name: 'text', title: 'Text' },
    ],
    rows: found.points.map(({ strength, share, accepts, blockers, stays, text }, at) => [
      at + 1,
      strength,
      rounded(share),
      accepts.length,
      blockers.map(({ party }) => party).join(' '),
      rounded(stays),
      wordsOf(text),
    ]),
  });
}

/** The region of a scenario over its two axes. */
export function regionFigure(answer: Envelope<Incentives>): Envelope<MadeFigure> {
  const { scenario, agreementTitle, parameters, region } = answer.result;
  const { map } = region;
  const axis = (name: string, values: readonly number[]) => {
    const parameter = parameters.find((one) => one.name === name);
    return {
      name: parameter?.meaning ?? name,
      values,
      value: parameter?.value ?? 0,
      isShare: ['attribution', 'response', 'falseAnswer'].includes(name),
    };
  };
  const about = agreementTitle ?? scenario.title;
  const where = {
    throughout: 'throughout the ranges',
    nowhere: 'nowhere within the ranges',
    depends: 'in a part of the ranges',
  }[region.region];
  const [across, up] = [axis(map.x, map.xs), axis(map.y, map.ys)];
  const spec: FigureSpec = {
    chart: 'region',
    title: `Where the promise enforces itself: ${about}`,
    description: `At the values in use it ${region.holds ? 'does' : 'does not'}; over all eight ranges it does so ${where}.`,
    x: across,
    y: up,
    holds: map.holds,
    boundary: map.boundary,
  };
  const measured = parameters
    .filter(({ basis }) => basis === 'measured')
    .map(({ name, n }) => `${name} n = ${n ?? 'unknown'}`);
  return figureOf(answer, {
    headline: `Where the promise enforces itself: ${about}`,
    key: 'Striped: it enforces itself. Line: the exact edge. Diamond: the values in use.',
    caption: `The two axes run over their ranges, the other six parameters stay at their values. Measured: ${measured.join(', ') || 'none'}; the rest assumed. Attribution standard ${String(answer.parameters['standard'])}, as of ${String(answer.parameters['asOf'])}. One period is one year.`,
    wide: 720,
    spec,
    columns: [
      { name: map.x, title: across.name },
      { name: `${map.y}Needed`, title: `Least ${up.name} that suffices` },
    ],
    rows: map.boundary.map(({ x, y }) => [rounded(x), rounded(y)]),
  });
}
