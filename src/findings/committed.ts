/** Was a party committed on the dates of an incident: yes, possibly or no, under a commitment standard. */
import {
  parseImpreciseDate,
  type Adherence,
  type AdherenceBasis,
  type Agreement,
  type PartyId,
  type Truth,
} from '#model';
import { overlap, overlapTruth, type Conduct, type Overlap, type Period } from '#norms';
import { unMembers, type View } from '#registry';

/** The answer with what it rests on. */
export interface Commitment {
  value: Truth;
  /** Yes, but a part of the conduct may lie outside: the dates straddle the beginning or the end. */
  straddles: boolean;
  /** The adherences that count, each with its own answer. */
  adherences: { adherence: Adherence; overlap: Overlap }[];
  /** For a bilateral text: is the other party among the victims? Not asked (`true`) otherwise. */
  owed: Truth;
  /** For a bilateral text: the parties that it is owed to. */
  owedTo: PartyId[];
}

interface Bond {
  adherence: Adherence;
  period: Period;
}

const kept = new WeakMap<View, Map<string, Bond[]>>();

/** Every bond of a party to an agreement with its period; groups are expanded with the period of membership. */
function bondsOf(view: View, agreement: string, party: PartyId): readonly Bond[] {
  let known = kept.get(view);
  if (!known) kept.set(view, (known = new Map<string, Bond[]>()));
  const key = `${agreement} ${party}`;
  let bonds = known.get(key);
  if (!bonds) {
    bonds = view.by('adherence', 'agreement', agreement).flatMap((adherence) =>
      periodsOf(view, adherence.party, party).map((period) => ({
        adherence,
        period: both(period, periodBetween(adherence.from, adherence.until)),
      })),
    );
    known.set(key, bonds);
  }
  return bonds;
}

const always: Period = { from: null, until: null };

function periodsOf(view: View, bound: PartyId, party: PartyId): Period[] {
  if (bound === party) return [always];
  if (bound === unMembers) return view.find('party', party)?.body.unMember === true ? [always] : [];
  if (view.find('party', bound)?.body.partyKind !== 'group-of-states') return [];
  return view
    .by('membership', 'group', bound)
    .filter((membership) => membership.party === party)
    .map(({ from, until }) => periodBetween(from, until));
}

function periodBetween(from: string, until: string | null): Period {
  return { from: parseImpreciseDate(from), until: until === null ? null : parseImpreciseDate(until) };
}

/** The days in both: the later beginning and the earlier end, each with its imprecision. */
function both(a: Period, b: Period): Period {
  const from =
    a.from && b.from
      ? { from: Math.max(a.from.from, b.from.from), to: Math.max(a.from.to, b.from.to) }
      : (a.from ?? b.from);
  const until =
    a.until && b.until
      ? { from: Math.min(a.until.from, b.until.from), to: Math.min(a.until.to, b.until.to) }
      : (a.until ?? b.until);
  return { from, until };
}

/** Other parties of a bilateral agreement, from every adherence to it. */
export function otherParties(view: View, agreement: string, party: PartyId): PartyId[] {
  const all = view.by('adherence', 'agreement', agreement).map((adherence) => adherence.party);
  return [...new Set(all)].filter((other) => other !== party).sort();
}

/** Is the party one of those who made the bilateral text, whatever the date? */
export function isMaker(view: View, agreement: string, party: PartyId): boolean {
  return view.by('adherence', 'agreement', agreement).some((adherence) => adherence.party === party);
}

/**
 * Commitment of a party on the dates of conduct. A bilateral text is owed to the other party only: without it among
 * the victims nothing is owed, and the answer is no.
 */
export function commitmentOf(
  view: View,
  agreement: Agreement,
  party: PartyId,
  conduct: Conduct,
  victims: readonly PartyId[],
  bases: ReadonlySet<AdherenceBasis>,
): Commitment {
  const owedTo = agreement.bilateral ? otherParties(view, agreement.id, party) : [];
  const owed: Truth = !agreement.bilateral
    ? 'true'
    : !isMaker(view, agreement.id, party)
      ? 'false'
      : victims.length === 0
        ? 'unknown'
        : victims.some((victim) => owedTo.includes(victim))
          ? 'true'
          : 'false';
  const adherences = bondsOf(view, agreement.id, party)
    .filter(({ adherence }) => bases.has(adherence.basis))
    .map(({ adherence, period }) => ({ adherence, overlap: overlap(conduct, period) }));
  const answers = adherences.map((bond) => bond.overlap);
  const best = (['within', 'straddles', 'possibly'] as const).find((answer) => answers.includes(answer)) ?? 'outside';
  const dated = overlapTruth(best);
  const value: Truth = owed === 'false' || dated === 'false' ? 'false' : owed === 'unknown' ? 'unknown' : dated;
  return { value, straddles: best === 'straddles' && value === 'true', adherences, owed, owedTo };
}
