/** The norm language: what conduct a clause reaches, as an expression over recorded facts (docs/spec/norm-language.md). */
import { z } from 'zod';
import { DayText } from '../date-text.ts';
import { PartyId, RecordId } from '../ids.ts';
import { actorKinds, effects, purposes, sectors, targetKinds } from '../vocabulary.ts';

export const relations = ['foreign', 'at-peace'] as const;
/** Facts that have a field in the record; every other fact name is unknown until a field exists. */
export const recordedFacts = ['indiscriminate', 'significant-harm'] as const;

export type NormExpression =
  | boolean
  | { all: NormExpression[] }
  | { any: NormExpression[] }
  | { not: NormExpression }
  | { except: { rule: NormExpression; unless: NormExpression } }
  | { effect: (typeof effects)[number][] }
  | { purpose: (typeof purposes)[number][] }
  | { sector: (typeof sectors)[number][] }
  | { kind: (typeof targetKinds)[number][] }
  | { victim: string[] }
  | { actor: ((typeof actorKinds)[number] | 'asserted')[] }
  | { from: string }
  | { fact: string }
  | { relation: (typeof relations)[number] }
  | { term: string }
  | { variant: string }
  | { norm: string };

const some = <T extends z.ZodType>(item: T) => z.array(item).min(1).max(60);

export const NormExpression: z.ZodType<NormExpression> = z
  .lazy(() =>
    z.union([
      z.boolean(),
      z.strictObject({ all: some(NormExpression) }),
      z.strictObject({ any: some(NormExpression) }),
      z.strictObject({ not: NormExpression }),
      z.strictObject({ except: z.strictObject({ rule: NormExpression, unless: NormExpression }) }),
      z.strictObject({ effect: some(z.enum(effects)) }),
      z.strictObject({ purpose: some(z.enum(purposes)) }),
      z.strictObject({ sector: some(z.enum(sectors)) }),
      z.strictObject({ kind: some(z.enum(targetKinds)) }),
      z.strictObject({ victim: some(z.union([PartyId, z.literal('eu-members')])) }),
      z.strictObject({ actor: some(z.union([z.enum(actorKinds), z.literal('asserted')])) }),
      z.strictObject({ from: DayText }),
      z.strictObject({ fact: RecordId }),
      z.strictObject({ relation: z.enum(relations) }),
      z.strictObject({ term: RecordId }),
      z.strictObject({ variant: z.string().regex(/^[a-z0-9-]+\/[a-z0-9-]+$/) }),
      z.strictObject({ norm: z.string().regex(/^[a-z0-9-]+\/[a-z0-9-]+$/) }),
    ]),
  )
  .meta({ id: 'NormExpression' });
