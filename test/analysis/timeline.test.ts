/** The public cases of method 11 as files, and laws of relations and networks. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { allenRelation, analysisMethods, converse, networkOn } from '../../src/analysis/index.ts';
import { View } from '../../src/registry/index.ts';
import { describeVectors } from '../method-vectors.ts';
import { sampleApi } from '../server/sample-instance.ts';

describeVectors('analysis/timeline', analysisMethods);

describe('laws', () => {
  const interval = fc
    .tuple(fc.integer({ min: 0, max: 8 }), fc.integer({ min: 1, max: 8 }), fc.boolean())
    .map(([from, length, open]) => ({ from, to: open ? null : from + length }));

  it('the relation seen from the other side is the converse', () => {
    fc.assert(
      fc.property(interval, interval, (a, b) => {
        expect(allenRelation(b, a)).toBe(converse(allenRelation(a, b)));
      }),
    );
  });
});

describe('the network of the record', () => {
  it('has as many ties by party as by agreement, and knows fewer of them earlier', async () => {
    const { registry } = (await sampleApi()).instance;
    const bases = new Set(['signed-or-endorsed', 'ratified'] as const);
    const now = networkOn(new View(registry), '2026-11-24', bases);
    const sum = (list: readonly { degree: number }[]): number => list.reduce((total, { degree }) => total + degree, 0);
    expect(sum(now.parties)).toBe(sum(now.agreements));
    expect(sum(now.parties)).toBe(now.ties.certain);
    expect(networkOn(new View(registry), '2015-01-01', bases).ties.certain).toBeLessThan(now.ties.certain);
    expect(networkOn(new View(registry, { knownAt: '2000-01-01' }), '2026-11-24', bases).ties.certain).toBe(0);
  });
});
