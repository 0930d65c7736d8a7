/** An incident: an operation that was publicly reported, with its facts; absences are read by docs/methodology/codebook.md. */
import { z } from 'zod';
import { DateText, DayText } from '../date-text.ts';
import { PartyId, RecordId } from '../ids.ts';
import { truthValues } from '../truth.ts';
import { actorKinds, effects, purposes, sectors, targetKinds } from '../vocabulary.ts';
import { Citation, header, shortText } from './header.ts';

/** Bodies hit alike; unlike bodies need targets of their own. */
export const Target = z
  .strictObject({
    victimStates: z.array(PartyId).max(220).describe('empty: not known. Collateral states are never targets'),
    sectors: z.array(z.enum(sectors)).max(40),
    kinds: z.array(z.enum(targetKinds)).max(20),
    named: z.array(shortText).max(100).describe('public names of organisations, never of persons'),
    effects: z.array(z.enum(effects)).max(20).nullable().describe('effects on this target; null: see the incident'),
  })
  .meta({ id: 'Target' });
export type Target = z.infer<typeof Target>;

/** A number that a source published about the incident. */
export const Figure = z
  .strictObject({ name: shortText, value: z.union([z.number(), shortText]), citation: Citation.nullable() })
  .meta({ id: 'Figure' });

export const Incident = z
  .strictObject({
    kind: z.literal('incident'),
    id: RecordId,
    title: shortText,
    aliases: z.array(shortText).max(40),
    startedOn: DateText,
    endedOn: DateText.nullable().describe('null: end open or not known, never "today"'),
    disclosedOn: DateText.nullable(),
    effects: z.array(z.enum(effects)).max(20),
    purposes: z.array(z.enum(purposes)).max(20),
    targets: z.array(Target).min(1).max(60),
    collateralStates: z.array(PartyId).max(220),
    indiscriminate: z.enum(truthValues).describe('harm spread without aim at named targets'),
    significantHarm: z.enum(truthValues).describe('publicly reported large harm to people, services or money'),
    facts: z
      .record(RecordId, z.enum(truthValues))
      .describe('further facts by name, such as physical-damage; absent: unknown'),
    actorKinds: z.array(z.enum(actorKinds)).max(10),
    actorNames: z.array(shortText).max(60).describe('group or unit names as published'),
    complete: z
      .array(z.enum(['effects', 'purposes', 'targets']))
      .max(3)
      .describe('fields in which absence is false'),
    figures: z.array(Figure).max(60),
    noAnswerFound: z
      .array(PartyId)
      .max(40)
      .optional()
      .describe('states accused on record whose answer was looked for and not found; absent: nobody looked'),
    checkedOn: DayText.nullable().describe('day on which all facts were compared with sources'),
    ...header,
  })
  .meta({ id: 'Incident' });
export type Incident = z.infer<typeof Incident>;
