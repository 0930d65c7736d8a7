/** The format of a draft: clauses with wordings, parties with positions, red lines and reservation values (docs/spec/draft-format.md). */
import { z } from 'zod';
import { DateText, NestedId, PartyId, RecordId, longText, positionStances, shortText } from '#model';
import { measures } from '../frontier/input.ts';

/** A path inside a draft, such as ['parties', 2, 'redLines', 0]. */
export type DraftPath = readonly (string | number)[];

const key = z
  .string()
  .max(80)
  .regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/, 'not a key: use lowercase letters, digits and single hyphens');
const amount = z.number({ error: 'not a number: write a plain number such as 0.5' }).min(-10_000).max(10_000);

/** Which sources of the draft a line rests on. */
const cited = {
  seen: z.array(key).max(20).default([]).describe('sources in which it was read'),
  recalled: z.array(key).max(20).default([]).describe('sources in which it is to be checked'),
};

export const DraftSource = z.strictObject({
  id: key,
  title: shortText,
  url: z
    .url({ protocol: /^https?$/ })
    .max(2000)
    .nullable()
    .default(null),
  publisher: shortText.nullable().default(null),
});

export const DraftOption = z.strictObject({
  id: key,
  words: longText.describe('the wording, in paraphrase or as proposed'),
  strength: amount.describe('strength points that this wording adds to the text'),
  affirms: z
    .number()
    .min(-1)
    .max(1)
    .default(0)
    .describe('how far it answers the question of the clause with yes: 1 fully, 0 not at all, -1 with no'),
  terms: z
    .array(
      z
        .string()
        .max(160)
        .regex(/^[a-z0-9-]+\/[a-z0-9-]+$/, 'not a coded variant: write term/variant'),
    )
    .max(10)
    .default([])
    .describe('coded variants of contested terms that it uses'),
  ...cited,
});

export const DraftClause = z.strictObject({
  id: key,
  title: shortText,
  recordClause: RecordId.nullable().default(null).describe('clause of the record whose positions are used; null: none'),
  weight: z.number().min(0).max(100).default(1).describe('how much it matters to a party that takes a stance on it'),
  options: z.array(DraftOption).min(1).max(16),
  note: longText.nullable().default(null),
});

export const DraftPosition = z.strictObject({
  clause: key,
  stance: z.enum(positionStances),
  weight: z.number().min(0).max(100).optional().describe('how much it matters to this party'),
  why: longText,
  ...cited,
});

export const DraftRedLine = z.strictObject({ clause: key, option: key, why: longText, ...cited });

export const DraftParty = z.strictObject({
  id: PartyId,
  reservation: amount.default(0).describe('accepts a text whose summed utility reaches this; 0: no worse than no text'),
  reservationWhy: longText.nullable().default(null),
  group: shortText.nullable().default(null).describe('null: the regional group of the record'),
  weight: z.number().min(0).max(10_000).nullable().default(null).describe('null: its share of the recorded conduct'),
  positions: z.array(DraftPosition).max(60).default([]).describe('estimates; they stand before what the record holds'),
  utilities: z
    .record(key, z.record(key, amount))
    .default({})
    .describe('clause → wording → utility; stands before positions'),
  redLines: z.array(DraftRedLine).max(60).default([]),
  like: PartyId.nullable().default(null).describe('where nothing is known, the positions of this party are taken'),
  noPosition: longText
    .nullable()
    .default(null)
    .describe('why a party without any position is in the draft; it then minds no wording'),
});

export const Draft = z
  .strictObject({
    id: RecordId,
    title: shortText,
    about: longText,
    coding: shortText.describe('who estimated, and whether somebody reviewed it'),
    heldOn: DateText.describe('when it was or is negotiated: positions of that time come first'),
    round: NestedId.nullable().default(null).describe('round of a process of the record'),
    stances: z
      .strictObject({ support: amount, conditional: amount, oppose: amount })
      .default({ support: 1, conditional: -0.25, oppose: -1 })
      .describe('utility of a wording that fully affirms, by stance (convention)'),
    measures: z.array(z.enum(measures)).min(1).max(3).default(['count', 'coverage', 'groups']),
    quorum: z.number().min(0).max(1).default(0.5),
    robustness: z
      .strictObject({
        draws: z.number().int().min(1).max(1000),
        spread: z.number().min(0).max(100),
        seed: z.number().int().min(0).max(4_294_967_295),
      })
      .nullable()
      .optional()
      .describe('perturbed repeats; not written: 200 of spread 0.2 where there are at most 10,000 texts'),
    sources: z.array(DraftSource).max(200).default([]),
    clauses: z.array(DraftClause).min(1).max(24),
    parties: z.array(DraftParty).min(1).max(400),
  })
  .meta({ id: 'Draft', description: 'A draft under negotiation; see docs/spec/draft-format.md.' });
export type Draft = z.infer<typeof Draft>;
export type DraftParty = z.infer<typeof DraftParty>;
export type DraftClause = z.infer<typeof DraftClause>;

/** JSON Schema (draft 2020-12) of what may be written in a draft file. */
export function draftSchema(): Record<string, unknown> {
  return { ...z.toJSONSchema(Draft, { target: 'draft-2020-12', reused: 'inline', io: 'input' }) };
}
