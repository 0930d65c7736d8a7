/** The incentive lab: eight parameters, measured or assumed, each with its range; the form is the address. */
import type { ServerLoadEvent } from '@sveltejs/kit';
import type { Envelope } from '#model';
import type { Incentives, IncentivesLab } from '#server';
import { ask } from '../../reading/ask.ts';
import { askFigure, drawn, type DrawnFigure } from '../../reading/figures.ts';
import { agreementTitles } from '../../reading/names.ts';
import { post } from '../../reading/post.ts';

/** A parameter as the form shows it: numbers as text, so that what was not touched is told from what was. */
export interface ParameterField {
  name: string;
  meaning: string;
  basis: 'measured' | 'assumed';
  source: string;
  n: number | null;
  value: string;
  low: string;
  high: string;
  /** Set by the reader. */
  isSet: boolean;
}

export interface IncentivesPage {
  answer: Envelope<Pick<IncentivesLab, 'incentives'>>;
  figure: DrawnFigure;
  fields: ParameterField[];
  axes: [string, string];
  agreement: string;
  titles: [string, string][];
  scenario: string;
  fault: string | null;
}

/** Numbers as the form writes them. */
const shown = (value: number): string => String(Number(value.toPrecision(4)));

export async function load(event: ServerLoadEvent): Promise<IncentivesPage> {
  const words = event.url.searchParams;
  const agreement = words.get('agreement') ?? '';
  const [defaults, titles] = await Promise.all([
    ask<Incentives>(event, agreement === '' ? '/incentives' : `/incentives/${encodeURIComponent(agreement)}`),
    agreementTitles(event),
  ]);
  const { parameters, region } = defaults.result;
  const fields = parameters.map(({ name, meaning, basis, source, n, ...numbers }): ParameterField => {
    const text = (end: 'value' | 'low' | 'high'): string => {
      const given = words.get(end === 'value' ? name : `${name}-${end}`);
      return given === null || given.trim() === '' ? shown(numbers[end]) : given.trim().slice(0, 30);
    };
    const field = { value: text('value'), low: text('low'), high: text('high') };
    const isSet = (['value', 'low', 'high'] as const).some((end) => field[end] !== shown(numbers[end]));
    return isSet
      ? { name, meaning, basis: 'assumed', source: 'set by you', n: null, ...field, isSet }
      : { name, meaning, basis, source, n, ...field, isSet };
  });
  const axes: [string, string] = [words.get('x') ?? region.map.x, words.get('y') ?? region.map.y];
  const scenario = {
    title: agreement === '' ? 'The whole record' : (titles[agreement] ?? agreement),
    agreement: agreement === '' ? null : agreement,
    parameters: Object.fromEntries(
      fields
        .filter(({ isSet }) => isSet)
        .map(({ name, value, low, high }) => [name, { value: Number(value), low: Number(low), high: Number(high) }]),
    ),
    axes,
  };
  const asked = await post<IncentivesLab>(event, '/labs/incentives', scenario);
  // With a fault in the input the page shows the measured defaults, and says what is wrong.
  const shownLab =
    asked.answer ??
    (await post<IncentivesLab>(event, '/labs/incentives', { ...scenario, parameters: {}, axes: undefined })).answer;
  if (!shownLab) throw new Error(`the defaults of ${agreement} could not be computed`);
  const { incentives, figure } = shownLab.result;
  // Without changes the figure has an address of its own, and files.
  const isMeasured =
    Object.keys(scenario.parameters).length === 0 && axes.join() === [region.map.x, region.map.y].join();
  return {
    answer: {
      ...shownLab,
      result: { incentives: { ...incentives, measured: { ...incentives.measured, funnels: [] } } },
    },
    figure: isMeasured ? await askFigure(event, 'incentives', agreement === '' ? 'record' : agreement) : drawn(figure),
    fields,
    axes,
    agreement,
    titles: Object.entries(titles).sort(([, a], [, b]) => (a < b ? -1 : 1)),
    scenario: JSON.stringify(scenario, null, 2),
    fault: asked.fault,
  };
}
