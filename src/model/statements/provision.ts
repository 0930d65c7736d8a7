/** A provision: one clause of an agreement, in paraphrase, with the coded reading of what it reaches. */
import { z } from 'zod';
import { NestedId, RecordId } from '../ids.ts';
import { header, longText, shortText } from './header.ts';
import { NormExpression } from './norm.ts';

export const normClasses = [
  'norm',
  'reports',
  'procedural',
  'permission',
  'not-verifiable',
  'not-incident',
  'needs-field',
] as const;
export const links = [
  'conduct',
  'conduct-or-support',
  'conduct-or-knowing-support',
  'proxy-use',
  'territory',
  'non-state',
] as const;

const level = (max: number) => z.number().int().min(0).max(max);

/** Levels after Abbott and others 2000; methods section 2. */
export const Legalization = z
  .strictObject({
    obligation: level(5),
    precision: level(4),
    disputeResolution: level(6),
    ruleMaking: level(7),
    quotedClause: longText.nullable().describe('the words that support the levels, in paraphrase'),
    coders: z.array(RecordId).max(20).describe('coders who signed; empty: project coding, unreviewed'),
  })
  .meta({ id: 'Legalization' });

/** What conduct the clause reaches, or why it is not tested on incidents. Project coding, unreviewed. */
export const NormCoding = z
  .strictObject({
    class: z.enum(normClasses),
    modality: shortText.nullable(),
    addressees: z.array(shortText).max(20),
    link: z.enum(links).nullable(),
    plain: z.enum(['close', 'partial', 'stretched']).nullable().describe('how far the coding follows the words'),
    // A union, because the contract of the API loses the null of what is nullable and refers to itself.
    act: z.union([NormExpression, z.null()]),
    reading: longText.nullable(),
    why: longText.nullable().describe('why there is no norm'),
    needs: z.array(shortText).max(20).describe('facts the record does not hold'),
  })
  .meta({ id: 'NormCoding' });
export type NormCoding = z.infer<typeof NormCoding>;

export const Provision = z
  .strictObject({
    kind: z.literal('provision'),
    id: NestedId,
    agreement: RecordId,
    ref: shortText.describe('as printed, such as 13(f)'),
    short: shortText.nullable(),
    paraphrase: longText.describe('in the words of this project; the words of the text are behind the link'),
    addressees: z.array(shortText).max(20).describe('an analyst reading unless the text names them'),
    verifiable: z.strictObject({ value: z.enum(['yes', 'no', 'partly']), reason: longText }).nullable(),
    legalization: Legalization.nullable(),
    norm: NormCoding.nullable(),
    descendsFrom: z.array(NestedId).max(20),
    ...header,
  })
  .meta({ id: 'Provision' });
export type Provision = z.infer<typeof Provision>;
