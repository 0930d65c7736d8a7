/** The public cases of method 2 as files, and legalization over the shipped record. */
import { describe, expect, it } from 'vitest';
import { analysisMethods, legalizationOfAgreement } from '../../src/analysis/index.ts';
import { View } from '../../src/registry/index.ts';
import { describeVectors } from '../method-vectors.ts';
import { sampleApi } from '../server/sample-instance.ts';

describeVectors('analysis/legalization', analysisMethods);

describe('legalization over the record', () => {
  it('describes every agreement, and states no reliability where no coder signed', async () => {
    const view = new View((await sampleApi()).instance.registry);
    for (const { id } of view.all('agreement')) {
      const { provisions, summary, reliability, nearest, uncoded } = legalizationOfAgreement(view, id);
      expect(provisions.length + uncoded.length).toBe(view.by('provision', 'agreement', id).length);
      expect(summary === null).toBe(provisions.length === 0);
      for (const counts of Object.values(summary?.dimensions ?? {})) {
        expect(counts.counts.reduce((a, b) => a + b, 0)).toBe(provisions.length);
      }
      if (provisions.every(({ coders }) => coders.length === 0)) {
        expect(reliability).toMatchObject({ coders: 0, reason: 'no coder has signed: project coding, unreviewed' });
      }
      expect(nearest.every(({ agreement }) => agreement !== id)).toBe(true);
    }
  });
});
