/** Dials (b) and (c): how hard the text is, and how much of it an outsider could check. */
import type { View } from '#registry';
import { legalizationOfAgreement } from '../legalization/of-agreement.ts';
import { share, unreviewed, type Dial } from './dial.ts';

export function legalizationDial(view: View, agreement: string): Dial {
  const { summary, reliability, provisions } = legalizationOfAgreement(view, agreement);
  const base = {
    id: 'legalization' as const,
    question: 'How hard or soft is the text: obligation, precision, delegation?',
    methods: ['legalization/1'],
    pages: ['legalization'],
    marks: [reliability.reason === null ? `coded by ${reliability.coders} coders who signed` : unreviewed],
    sources: [{ kind: 'provision', ids: provisions.map(({ id }) => id) }],
  };
  if (summary === null) {
    const refused = 'no provision of this text is coded';
    return { ...base, readings: [], refused, sentence: `No level is stated: ${refused}.`, sources: [] };
  }
  const { indices, types } = summary;
  const names = ['obligation', 'precision', 'delegation'] as const;
  const common = types.filter((one) => one.provisions > 0);
  return {
    ...base,
    readings: names.map((name) => ({
      name,
      value: indices[name].median,
      lower: indices[name].lowest,
      upper: indices[name].highest,
      n: summary.provisions,
      range: 'index from 0 to 1: median, lowest and highest over provisions',
    })),
    refused: null,
    sentence: `${names
      .map((name) => {
        const { median, lowest, highest } = indices[name];
        const range = lowest === highest ? '' : ` (${lowest.toFixed(2)}–${highest.toFixed(2)})`;
        return `${name} ${median.toFixed(2)}${range}`;
      })
      .join(', ')} over ${summary.provisions} provisions, of type ${common
      .map(({ type, provisions: count }) => `${type} (${count})`)
      .join(', ')}.`,
  };
}

export function verifiabilityDial(view: View, agreement: string): Dial {
  const provisions = view.by('provision', 'agreement', agreement);
  const coded = provisions.filter(({ verifiable }) => verifiable !== null);
  const count = (value: 'yes' | 'partly' | 'no'): number =>
    coded.filter(({ verifiable }) => verifiable?.value === value).length;
  const base = {
    id: 'verifiability' as const,
    question: 'Of how many provisions could an outsider find out whether they were kept?',
    methods: ['scorecard/1'],
    pages: ['scorecard'],
    marks: [unreviewed],
    sources: [{ kind: 'provision', ids: coded.map(({ id }) => id) }],
  };
  if (coded.length === 0) {
    const refused = 'no provision of this text is coded';
    return { ...base, readings: [], refused, sentence: `No share is stated: ${refused}.`, sources: [] };
  }
  const [yes, partly] = [count('yes'), count('partly')];
  return {
    ...base,
    readings: [
      {
        name: 'verifiable provisions',
        value: yes / coded.length,
        lower: yes / coded.length,
        upper: (yes + partly) / coded.length,
        n: coded.length,
        range: 'from fully verifiable to those and the partly verifiable ones',
      },
    ],
    refused: null,
    sentence: `${yes} of ${coded.length} provisions are verifiable by an outsider (${share(yes / coded.length)}), ${partly} partly, ${count('no')} not.`,
  };
}
