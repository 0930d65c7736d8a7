/** The words that norms are written with beside the terms: named facts, links to a state, hedging words. */
import { z } from 'zod';
import { RecordId } from '../ids.ts';
import { header, longText, shortText } from './header.ts';
import { NormExpression } from './norm.ts';
import { links } from './provision.ts';

/** Field of an incident that holds a fact; `facts` is the open list, in which an absent name is unknown. */
export const factFields = ['indiscriminate', 'significantHarm', 'facts'] as const;

export const NormVocabulary = z
  .strictObject({
    kind: z.literal('norm-vocabulary'),
    id: RecordId,
    facts: z
      .array(z.strictObject({ name: RecordId, meaning: longText, field: z.enum(factFields) }))
      .min(1)
      .max(60)
      .describe('every name that a `fact:` may use, and that an incident may record'),
    links: z
      .array(z.strictObject({ link: z.enum(links), meaning: longText, expression: NormExpression }))
      .min(1)
      .max(20)
      .describe('how a state must be tied to the conduct, judged once the attribution standard is met for it'),
    hedgedWords: z
      .array(shortText)
      .max(60)
      .describe('a statement whose likelihood words contain one of these counts for any-report only'),
    ...header,
  })
  .meta({ id: 'NormVocabulary' });
export type NormVocabulary = z.infer<typeof NormVocabulary>;
