/** The public cases of method 7 as files, and transparency over a record. */
import { describe, expect, it } from 'vitest';
import { analysisMethods, transparencyOfAgreement, type Obligation } from '../../src/analysis/index.ts';
import { View } from '../../src/registry/index.ts';
import { describeVectors } from '../method-vectors.ts';
import { sampleApi } from '../server/sample-instance.ts';

describeVectors('analysis/transparency', analysisMethods);

describe('transparency over the record', async () => {
  const view = new View((await sampleApi()).instance.registry);

  it('says that the Paris Call obliges nobody to report, and states no rate', () => {
    const result = transparencyOfAgreement(view, 'paris-call-2018', '2026-11-24');
    expect(result).toMatchObject({ duty: 'none', filing: null });
    expect(result.sentence).toMatch(/obliges nobody to report/);
    expect(result.missing.length).toBeGreaterThan(0);
  });

  it('keeps an invitation and a text that was not coded apart from the absence of a duty', () => {
    const duties = new Set(view.all('agreement').map(({ id }) => transparencyOfAgreement(view, id, '2026-11-24').duty));
    expect(duties).toContain('invited');
    expect(duties).toContain('unknown');
  });

  it('takes obligations that an instance records', () => {
    const owed: Obligation = {
      id: 'x',
      party: 'FRA',
      due: '2020-01-01',
      filed: null,
      level: null,
      evidence: null,
      weight: 1,
    };
    const { duty, filing } = transparencyOfAgreement(view, 'paris-call-2018', '2026-11-24', [owed]);
    expect(duty).toBe('owed');
    expect(filing?.filingRate).toEqual({ value: 0, n: 1 });
  });

  it('does not count what was published later', () => {
    const early = transparencyOfAgreement(view, 'cybersecurity-tech-accord-2018', '2019-01-01').published.total;
    expect(early).toBeLessThan(
      transparencyOfAgreement(view, 'cybersecurity-tech-accord-2018', '2026-11-24').published.total,
    );
  });
});
