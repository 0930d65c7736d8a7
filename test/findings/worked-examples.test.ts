/** The worked examples of the coding, over the shipped record: text per set, commitment, responsibility, result. */
import { beforeAll, describe, expect, it } from 'vitest';
import {
  findingsOf,
  lawsOf,
  openFinding,
  readingOf,
  textDiagram,
  textGrid,
  type StateFinding,
  type TextGrid,
} from '../../src/findings/index.ts';
import type { View } from '../../src/registry/index.ts';
import { shippedView } from './shipped.ts';

let view: View;
beforeAll(async () => {
  view = await shippedView();
});

/** C contrary, N not contrary, ? indeterminate, g gray. */
const letters = { contrary: 'C', 'not-contrary': 'N', indeterminate: '?', gray: 'g' } as const;

function stateOf(
  incident: string,
  provision: string,
  standard: string,
  state: string,
  definitions = 'every-view',
): StateFinding {
  const context = openFinding(view, incident, provision, { definitions, standard, commitment: 'endorsed-or-adopted' });
  const finding = findingsOf(context).states.find((one) => one.state === state);
  if (!finding) throw new Error(`${state} is not named`);
  return finding;
}

/** Text of the operation (`state` null) or a state under every set and group. */
function texts(incident: string, provision: string, state: string | null): Record<string, string> {
  const context = openFinding(view, incident, provision, {
    definitions: 'every-view',
    standard: 'any-report',
    commitment: 'endorsed-or-adopted',
  });
  const laws = lawsOf(view);
  const grid: TextGrid = textGrid(
    view,
    laws,
    textDiagram(laws, readingOf(view, context.incident, state), context.root),
  );
  return Object.fromEntries([...grid.sets, ...grid.groups].map(({ id, verdict }) => [id, letters[verdict]]));
}

const sets = ['un-2021', 'us', 'eu', 'china', 'sco', 'narrowest', 'broadest'] as const;
const all = (letter: string): Record<string, string> => Object.fromEntries(sets.map((set) => [set, letter]));

describe('worked examples', () => {
  it('notpetya-2017, un-gge-2015/13f, two separate statements: contravenes under all seven sets, contested', () => {
    expect(texts('notpetya-2017', 'un-gge-2015/13f', 'RUS')).toMatchObject(all('C'));
    for (const definitions of [...sets, 'every-view', 'every-set']) {
      const finding = stateOf('notpetya-2017', 'un-gge-2015/13f', 'two-separate-statements', 'RUS', definitions);
      expect(finding.commitment).toMatchObject({ value: 'true', straddles: false });
      expect(finding.responsibility).toMatchObject({ met: true, contested: true });
      expect(finding).toMatchObject({ link: 'true', result: 'contravenes', missing: [], open: [] });
    }
  });

  it('opm-2014, us-china-2015/2, any report: intelligence, not reached; commitment possibly; one government not met', () => {
    expect(texts('opm-2014', 'us-china-2015/2', 'CHN')).toMatchObject(all('N'));
    const finding = stateOf('opm-2014', 'us-china-2015/2', 'any-report', 'CHN');
    expect(finding.commitment).toMatchObject({ value: 'unknown', owed: 'true' });
    expect(finding.responsibility.met).toBe(true);
    expect(finding).toMatchObject({ result: 'missing', missing: ['text'], open: ['commitment'] });
    const official = stateOf('opm-2014', 'us-china-2015/2', 'one-government', 'CHN');
    expect(official.responsibility.met).toBe(false);
    expect(official.missing).toEqual(['text', 'responsibility']);
  });

  it('cloud-hopper-2014, us-china-2015/2, two separate statements: contravenes, straddles the date', () => {
    expect(texts('cloud-hopper-2014', 'us-china-2015/2', 'CHN')).toMatchObject(all('C'));
    const finding = stateOf('cloud-hopper-2014', 'us-china-2015/2', 'two-separate-statements', 'CHN');
    expect(finding.commitment).toMatchObject({ value: 'true', straddles: true });
    expect(finding).toMatchObject({ result: 'contravenes', responsibility: { met: true } });
  });

  it.each(['USA', 'ISR'])(
    'stuxnet-2010, 13f, one government, %s: would contravene under un-2021 if it had been committed',
    (state) => {
      expect(texts('stuxnet-2010', 'un-gge-2015/13f', state)).toMatchObject({
        'un-2021': 'C',
        us: '?',
        'every-view': '?',
      });
      const finding = stateOf('stuxnet-2010', 'un-gge-2015/13f', 'one-government', state, 'un-2021');
      expect(finding.commitment.value).toBe('false');
      expect(finding.responsibility.met).toBe(true);
      expect(finding).toMatchObject({ result: 'would-contravene', missing: ['commitment'] });
    },
  );

  it('sony-pictures-2014, 13f, one indictment: three sets do not reach it, the others are open; no commitment yet', () => {
    expect(texts('sony-pictures-2014', 'un-gge-2015/13f', 'PRK')).toMatchObject({
      eu: 'N',
      sco: 'N',
      narrowest: 'N',
      'un-2021': '?',
      us: '?',
      china: '?',
      broadest: '?',
      'every-view': '?',
    });
    const finding = stateOf('sony-pictures-2014', 'un-gge-2015/13f', 'one-indictment', 'PRK');
    expect(finding.commitment.value).toBe('false');
    expect(finding.responsibility.met).toBe(true);
  });

  it('ukraine-power-grid-2015, 13f, two separate statements: the disputed conflict leaves two views open', () => {
    expect(texts('ukraine-power-grid-2015', 'un-gge-2015/13f', 'RUS')).toMatchObject({
      'un-2021': 'C',
      china: 'C',
      sco: 'C',
      us: '?',
      eu: '?',
    });
    expect(texts('ukraine-power-grid-2015', 'un-gge-2015/13f', null)['every-view']).toBe('C');
    const finding = stateOf('ukraine-power-grid-2015', 'un-gge-2015/13f', 'two-separate-statements', 'RUS', 'un-2021');
    expect(finding.commitment.value).toBe('true');
    expect(finding).toMatchObject({ result: 'contravenes', responsibility: { met: true } });
  });

  it('dnc-dccc-2016, paris-call-2018/3, one indictment: gray, and before the call', () => {
    expect(texts('dnc-dccc-2016', 'paris-call-2018/3', 'RUS')).toMatchObject({
      'un-2021': 'N',
      us: 'N',
      narrowest: 'N',
      eu: 'C',
      china: 'C',
      sco: 'C',
      broadest: 'C',
      'every-view': 'g',
    });
    const finding = stateOf('dnc-dccc-2016', 'paris-call-2018/3', 'one-indictment', 'RUS');
    expect(finding.commitment.value).toBe('false');
    expect(finding.responsibility.met).toBe(true);
    expect(texts('dnc-dccc-2016', 'un-gge-2015/13f', 'RUS')).toMatchObject(all('N'));
  });

  it('viasat-ka-sat-2022, 13f, two separate statements: the first day of a war leaves two views open', () => {
    expect(texts('viasat-ka-sat-2022', 'un-gge-2015/13f', 'RUS')).toMatchObject({ 'un-2021': 'C', us: '?', eu: '?' });
    const finding = stateOf('viasat-ka-sat-2022', 'un-gge-2015/13f', 'two-separate-statements', 'RUS');
    expect(finding.commitment.value).toBe('true');
    expect(finding.responsibility.met).toBe(true);
  });

  it('bangladesh-bank-2016, 13f, one indictment: only the broadest reading reaches it', () => {
    expect(texts('bangladesh-bank-2016', 'un-gge-2015/13f', 'PRK')).toMatchObject({
      'un-2021': 'N',
      us: 'N',
      eu: 'N',
      china: 'N',
      sco: 'N',
      broadest: 'C',
      'every-set': 'g',
    });
    const finding = stateOf('bangladesh-bank-2016', 'un-gge-2015/13f', 'one-indictment', 'PRK');
    expect(finding.commitment).toMatchObject({ value: 'true', straddles: true });
    expect(finding.responsibility.met).toBe(true);
  });

  it('catalangate-2022, un-gge-2015/13e, any report: lawful authority is unknown', () => {
    expect(texts('catalangate-2022', 'un-gge-2015/13e', 'ESP')).toMatchObject({
      'un-2021': 'C',
      sco: '?',
      'every-view': '?',
    });
    expect(texts('catalangate-2022', 'un-gge-2015/13f', 'ESP')).toMatchObject(all('N'));
    const finding = stateOf('catalangate-2022', 'un-gge-2015/13e', 'any-report', 'ESP');
    expect(finding.commitment.value).toBe('true');
    expect(finding.responsibility).toMatchObject({ met: true, contested: true });
    expect(stateOf('catalangate-2022', 'un-gge-2015/13e', 'one-government', 'ESP').responsibility.met).toBe(false);
  });

  it('poland-pegasus-2019, paris-call-2018/3, own admission: abroad the EU reading would reach it, at home none does', () => {
    expect(texts('poland-pegasus-2019', 'paris-call-2018/3', null)['eu']).toBe('C');
    expect(texts('poland-pegasus-2019', 'paris-call-2018/3', 'POL')).toMatchObject(all('N'));
    const finding = stateOf('poland-pegasus-2019', 'paris-call-2018/3', 'own-admission', 'POL');
    expect(finding.commitment.value).toBe('true');
    expect(finding.responsibility.met).toBe(true);
  });
});

describe('the whole record', () => {
  it('narrowest ≤ every view ≤ broadest, and the product of variants agrees with the seven sets', () => {
    const laws = lawsOf(view);
    const rank = { false: 0, unknown: 1, true: 2 } as const;
    const picked = (id: string): Int32Array => laws.sets.find((set) => set.id === id)?.picked ?? new Int32Array();
    let compared = 0;
    for (const incident of view.all('incident')) {
      const reading = readingOf(view, incident, null);
      for (const norm of laws.library.source.norms) {
        const root = laws.library.roots.get(`norm ${norm.id}`) ?? -1;
        const diagram = textDiagram(laws, reading, root);
        const values = laws.sets.map((set) => rank[laws.diagrams.at(diagram, set.picked)]);
        expect(rank[laws.diagrams.at(diagram, picked('narrowest'))]).toBe(Math.min(...values));
        expect(rank[laws.diagrams.at(diagram, picked('broadest'))]).toBe(Math.max(...values));
        const { groups } = textGrid(view, laws, diagram);
        const verdict = (id: string): string | undefined => groups.find((group) => group.id === id)?.verdict;
        expect(`${incident.id} ${norm.id} ${String(verdict('every-variant'))}`).toBe(
          `${incident.id} ${norm.id} ${String(verdict('every-set'))}`,
        );
        compared += 1;
      }
    }
    expect(compared).toBeGreaterThan(10_000);
  });
});
