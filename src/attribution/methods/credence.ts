/** Method `credence`: how strongly to hold that somebody was responsible, given reports that may repeat each other. */
import { method } from '#model';
import { z } from 'zod';
import { clusterWeights, poolWithBand } from '../credence/pool.ts';

const share = z.number().min(0).max(1);

const Input = z.strictObject({
  hypotheses: z.array(z.string().min(1).max(200)).min(2).max(200),
  prior: z.array(share).describe('over the hypotheses; default in the record: uniform'),
  reports: z
    .array(
      z.strictObject({
        id: z.string().min(1).max(200),
        probabilities: z.array(share).describe('over the hypotheses, in their order'),
        reliability: share,
        cluster: z.string().min(1).max(200).describe('reports on the same evidence share a cluster'),
      }),
    )
    .max(10_000),
});

const Output = z.object({
  hypotheses: z.array(
    z.object({
      hypothesis: z.string(),
      main: z.number(),
      tempered: z.number(),
      linear: z.number(),
      lower: z.number(),
      upper: z.number(),
    }),
  ),
  weights: z.array(z.number()),
  clusters: z.number(),
});

export const credence = method({
  id: 'credence',
  version: 1,
  question: 'How strongly should we hold that somebody was responsible, and how much rests on repetition?',
  source: 'methods section 3; Genest and Zidek 1986; Satopää and others 2014',
  input: Input,
  output: Output,
  assumptions: [
    'reports in different clusters are independent given the truth; τ = .5 tempers that and is shown in the band',
    'probabilities are clipped to [.01, .99]',
    'denials are events, not reports: their likelihood ratio is 1',
  ],
  compute: (input) => ({
    hypotheses: poolWithBand(input),
    weights: clusterWeights(input.reports),
    clusters: new Set(input.reports.map(({ cluster }) => cluster)).size,
  }),
});
