/** Who has reported what they owe, with what evidence (methods, section 7). */
import { parseDay } from '#model';
import { invalid } from '../statistics/refusal.ts';
import { kaplanMeier, medianTime, type MedianTime, type Observation } from '../statistics/kaplan-meier.ts';

/** One thing owed. Levels and evidence are ordinal; null: not known, which is not zero. */
export interface Obligation {
  id: string;
  party: string;
  /** Day on which it was due. */
  due: string;
  /** Day on which it was filed; null: not filed. */
  filed: string | null;
  /** 0 not started, 1 minimal, 2 substantial, 3 complete; null: not known. */
  level: number | null;
  /** 0 none, 1 self-declared, 2 documents published, 3 verified by one reviewer, 4 by two or on site; null: not known. */
  evidence: number | null;
  weight: number;
}

export interface Rate {
  value: number;
  n: number;
}

export interface Transparency {
  asOf: string;
  due: number;
  notYetDue: number;
  filed: number;
  /** null where nothing is due. Rates are by weight. */
  filingRate: Rate | null;
  onTimeRate: Rate | null;
  /** Σ w s/3 / Σ w with what was not filed as 0, over obligations whose level is known. */
  implementation: Rate | null;
  /** The same over what was filed. */
  implementationOfFiled: Rate | null;
  /** Levels counted only where a reviewer verified them (evidence of at least 3). */
  verified: Rate | null;
  levelUnknown: number;
  levels: number[];
  evidence: number[];
  /** Days from due to filed; what is not filed is censored; early filing counts as day 0. */
  delay: MedianTime | null;
}

export const topLevel = 3;
export const verifiedFrom = 3;

/** Over obligations due on or before `asOf`. Filing after `asOf` is not known yet. Throws INPUT_INVALID by field. */
export function computeTransparency(obligations: readonly Obligation[], asOf: string): Transparency {
  const day = parseDay(asOf);
  check(obligations);
  const due = obligations.filter((one) => parseDay(one.due) <= day);
  const isFiled = ({ filed }: Obligation): boolean => filed !== null && parseDay(filed) <= day;
  const filed = due.filter(isFiled);
  // Unfiled is level 0; filed with an unknown level is left out and counted.
  const levelOf = (one: Obligation): number | null => (isFiled(one) ? one.level : 0);
  const known = due.filter((one) => levelOf(one) !== null);
  return {
    asOf,
    due: due.length,
    notYetDue: obligations.length - due.length,
    filed: filed.length,
    filingRate: rate(due, (one) => (isFiled(one) ? 1 : 0)),
    onTimeRate: rate(due, (one) => (isFiled(one) && parseDay(one.filed as string) <= parseDay(one.due) ? 1 : 0)),
    implementation: rate(known, (one) => (levelOf(one) ?? 0) / topLevel),
    implementationOfFiled: rate(known.filter(isFiled), (one) => (one.level ?? 0) / topLevel),
    verified: rate(known, (one) => (isVerified(one) && isFiled(one) ? (one.level ?? 0) / topLevel : 0)),
    levelUnknown: due.length - known.length,
    levels: histogram(
      filed.map(({ level }) => level),
      topLevel,
    ),
    evidence: histogram(
      filed.map(({ evidence }) => evidence),
      4,
    ),
    delay: due.length === 0 ? null : medianTime(kaplanMeier(due.map((one) => delayOf(one, day)))),
  };
}

function isVerified({ evidence }: Obligation): boolean {
  return evidence !== null && evidence >= verifiedFrom;
}

function delayOf({ due, filed }: Obligation, asOf: number): Observation {
  const from = parseDay(due);
  const isFiled = filed !== null && parseDay(filed) <= asOf;
  return { time: Math.max(0, (isFiled ? parseDay(filed) : asOf) - from), event: isFiled ? 'filed' : null };
}

function rate(obligations: readonly Obligation[], of: (one: Obligation) => number): Rate | null {
  const total = obligations.reduce((sum, { weight }) => sum + weight, 0);
  if (total === 0) return null;
  return {
    value: obligations.reduce((sum, one) => sum + one.weight * of(one), 0) / total,
    n: obligations.length,
  };
}

function histogram(values: readonly (number | null)[], max: number): number[] {
  return Array.from({ length: max + 1 }, (_, level) => values.filter((value) => value === level).length);
}

function check(obligations: readonly Obligation[]): void {
  const ids = new Set<string>();
  obligations.forEach(({ id, level, evidence, weight }, index) => {
    if (ids.has(id)) throw invalid(`obligations.${index}.id`, `"${id}" is there twice`);
    ids.add(id);
    if (!(weight >= 0) || !Number.isFinite(weight))
      throw invalid(`obligations.${index}.weight`, `${weight} is no weight`);
    if (level !== null && !(Number.isInteger(level) && level >= 0 && level <= topLevel)) {
      throw invalid(`obligations.${index}.level`, `${level} is no level from 0 to ${topLevel}`);
    }
    if (evidence !== null && !(Number.isInteger(evidence) && evidence >= 0 && evidence <= 4)) {
      throw invalid(`obligations.${index}.evidence`, `${evidence} is no degree of evidence from 0 to 4`);
    }
  });
}
