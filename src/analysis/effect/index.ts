/** Effect of an agreement on conduct (methods, section 5). */
export { verdicts, type Assessment, type Estimate, type Verdict } from './assess.ts';
export { effectAssumptions, effectConventions } from './conventions.ts';
export type { EffectRange, ReadingResult } from './effect-range.ts';
export { effectOfAgreement, type AgreementEffect, type EffectQuery, type WindowRatio } from './of-agreement.ts';
export type { PeriodCount } from './recorded-conduct.ts';
