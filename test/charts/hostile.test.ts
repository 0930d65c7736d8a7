/** Names come from statements: whatever they hold, a figure stays well-formed, named, and free of anything that runs. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { adherenceSteps } from '#charts';
import { parseDay } from '#model';
import { figuresOver } from './figures.ts';

const nasty = [
  '<script>alert(1)</script>',
  '"><img src=x onerror=alert(1)>',
  "' onload='alert(1)",
  ']]></text><style>*{display:none}</style>',
  '&lt;b&gt; &amp; &#60;',
  '\u202eright to left\u202c \u0000\u0008\ud800 controls',
  'ش'.repeat(50),
  'x'.repeat(10_000),
];
const allowed = new Set(
  'svg title desc metadata defs pattern rect path g text tspan line circle'
    .split(' ')
    .map((name) => name.toLowerCase()),
);

/** Reads a figure as strict XML would: every tag closed, nothing but the elements that figures use. */
function check(svg: string): void {
  const open: string[] = [];
  const tags = svg.matchAll(/<(\/?)([a-zA-Z]+)((?:\s+[\w:-]+="[^"<>]*")*)\s*(\/?)>/g);
  let rest = 0;
  for (const [whole, isEnd, name = '', attributes = '', isClosed] of tags) {
    rest += whole.length;
    expect(allowed.has(name.toLowerCase()), `<${name}>`).toBe(true);
    expect(attributes).not.toMatch(/\s(on\w+|style|href|xlink:href)=/i);
    if (isEnd) expect(open.pop()).toBe(name);
    else if (!isClosed) open.push(name);
  }
  expect(open).toEqual([]);
  const outside = svg.replace(/<(\/?)([a-zA-Z]+)((?:\s+[\w:-]+="[^"<>]*")*)\s*(\/?)>/g, '');
  expect(outside).not.toMatch(/[<>]/);
  expect(svg.length - outside.length).toBe(rest);
  expect(svg).not.toMatch(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u202a-\u202e]/);
}

test.each([720, 340])('hostile names at width %i', (width) => {
  for (const svg of Object.values(figuresOver(nasty.length, (index) => nasty[index] ?? '', width))) check(svg);
});

test('any name', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (name) => {
      for (const svg of Object.values(figuresOver(3, () => name))) check(svg);
    }),
    { seed: 20181112, numRuns: 60 },
  );
});

test('every figure is a named image with a title and a description, and no id twice', () => {
  for (const svg of Object.values(figuresOver(7, (index) => `State ${index}`))) {
    expect(svg).toMatch(/^<svg [^>]*role="img"/);
    for (const id of (/aria-labelledby="([^"]*)"/.exec(svg)?.[1] ?? '').split(' ')) {
      expect(svg).toMatch(new RegExp(`<(?:title|desc) id="${id}">[^<]+</`));
    }
    const ids = [...svg.matchAll(/\sid="([^"]*)"/g)].map(([, id]) => id);
    expect(new Set(ids).size).toBe(ids.length);
    for (const [, id] of svg.matchAll(/url\(#([^)]*)\)/g)) expect(ids).toContain(id);
  }
});

test('steps of adherence keep what dates leave open', () => {
  const acts = [
    { party: 'FRA', from: '2018-11-12', until: null },
    { party: 'ALB', from: '2018-11-12/2019-09-16', until: null },
    { party: 'FRA', from: '2020', until: null },
    { party: 'XYZ', from: '2018-12-01', until: '2019-01-01' },
  ];
  const steps = adherenceSteps(acts, parseDay('2024-01-01'));
  const on = (day: string) => steps.filter((step) => step.day <= parseDay(day)).at(-1);
  expect(on('2018-11-12')).toMatchObject({ certain: 1, possible: 1 });
  expect(on('2018-12-01')).toMatchObject({ certain: 2, possible: 1 });
  expect(on('2019-01-01')).toMatchObject({ certain: 1, possible: 1 });
  expect(on('2019-09-16')).toMatchObject({ certain: 2, possible: 0 });
});
