/** Method legalization: how hard or soft a text is, on which dimension (methods, section 2). */
import { z } from 'zod';
import { method } from '#model';
import { coderReliability, summariseLegalization } from '../legalization/distribution.ts';
import type { dimensions } from '../legalization/scale.ts';
import { legalize, maxLevel, types } from '../legalization/scale.ts';
import { invalid } from '../statistics/refusal.ts';

const level = (dimension: (typeof dimensions)[number]): z.ZodNumber => z.number().int().min(0).max(maxLevel(dimension));
const Levels = z.strictObject({
  obligation: level('obligation'),
  precision: level('precision'),
  disputeResolution: level('disputeResolution'),
  ruleMaking: level('ruleMaking'),
});
const Name = z.string().min(1).max(200);
const Input = z.strictObject({
  provisions: z
    .array(z.strictObject({ id: Name, levels: Levels }))
    .min(1)
    .max(10_000),
  signed: z
    .array(z.strictObject({ coder: Name, id: Name, levels: Levels }))
    .max(100_000)
    .default([])
    .describe('codings by coders who signed them; reliability is over these alone'),
});
const Classes = z.enum(['high', 'moderate', 'low']);
const Type = z.enum(types);
const Range = z.strictObject({ median: z.number(), lowest: z.number(), highest: z.number() });
const PerDimension = <Schema extends z.ZodType>(schema: Schema) =>
  z.strictObject({ obligation: schema, precision: schema, disputeResolution: schema, ruleMaking: schema });
const Output = z.strictObject({
  provisions: z.array(
    z.strictObject({
      id: z.string(),
      indices: PerDimension(z.number()).extend({ delegation: z.number() }),
      classes: z.strictObject({ obligation: Classes, precision: Classes, delegation: Classes }),
      type: Type,
    }),
  ),
  summary: z.strictObject({
    provisions: z.number(),
    dimensions: PerDimension(
      z.strictObject({
        counts: z.array(z.number()),
        median: z.number(),
        lowest: z.number(),
        highest: z.number(),
        max: z.number(),
      }),
    ),
    indices: z.strictObject({ obligation: Range, precision: Range, delegation: Range }),
    types: z.array(z.strictObject({ type: Type, provisions: z.number() })),
  }),
  reliability: z.strictObject({
    coders: z.number(),
    alpha: PerDimension(z.number().nullable()),
    pairable: z.number(),
    reason: z.string().nullable(),
  }),
});

export const legalization = method<z.infer<typeof Input>, z.infer<typeof Output>>({
  id: 'legalization',
  version: 1,
  question: 'How hard or soft is a text, on which dimension?',
  source: 'methods section 2; Abbott, Keohane, Moravcsik, Slaughter & Snidal 2000, tables 1–4',
  input: Input,
  output: Output,
  assumptions: [
    'high is an index of at least .5; a delegation index from .25 to below .5 is moderate (project convention) and counts as high only where the obligation is low',
    'obligation, precision and delegation are independent and are not averaged',
    'levels are ordinal: distributions come first, medians are a convenience',
  ],
  compute: ({ provisions, signed }) => {
    const ids = new Set(provisions.map(({ id }) => id));
    if (ids.size < provisions.length) throw invalid('provisions', 'two provisions have one id');
    const twice = new Set(signed.map(({ coder, id }) => JSON.stringify([coder, id])));
    if (twice.size < signed.length) throw invalid('signed', 'a coder signed two codings of one provision');
    const summary = summariseLegalization(provisions);
    if (summary === null) throw invalid('provisions', 'there is none');
    return {
      provisions: provisions.map(({ id, levels }) => ({ id, ...legalize(levels) })),
      summary,
      reliability: coderReliability(signed),
    };
  },
});
