/** The scorecard of an agreement: six dials side by side, never one number by default (design, section 6). */
import type { View } from '#registry';
import type { AgreementCoverage } from '../coverage/of-agreement.ts';
import type { Obligation } from '../transparency/obligations.ts';
import { absenceDial, coverageOrReason } from './absence.ts';
import { effectDial, responsesDial, transparencyDial } from './conduct-dials.ts';
import type { Dial, DialId, ScorecardQuery } from './dial.ts';
import { legalizationDial, verifiabilityDial } from './text-dials.ts';

export interface Scorecard {
  agreement: string;
  title: string;
  agreementKind: string;
  adoptedOn: string | null;
  dials: Dial[];
  /** Who is absent, and what each would add; largest first. */
  absent: Pick<AgreementCoverage['absent'][number], 'party' | 'name' | 'adherence' | 'wouldAdd'>[];
}

/** Throws NOT_FOUND for unknown names; what cannot be stated is refused inside its dial. `only`: these dials; none: all. */
export function scorecardOf(
  view: View,
  id: string,
  query: ScorecardQuery,
  obligations: readonly Obligation[] = [],
  only: readonly DialId[] = [],
): Scorecard {
  const { id: agreement, title, agreementKind, adoptedOn } = view.get('agreement', id);
  const { coverage, reason } = coverageOrReason(view, agreement, query);
  const makers: readonly [DialId, () => Dial][] = [
    ['absence', () => absenceDial(coverage, reason)],
    ['legalization', () => legalizationDial(view, agreement)],
    ['verifiability', () => verifiabilityDial(view, agreement)],
    ['effect', () => effectDial(view, agreement, query)],
    ['transparency', () => transparencyDial(view, agreement, query.asOf, obligations)],
    ['responses', () => responsesDial(view, agreement, query)],
  ];
  return {
    agreement,
    title,
    agreementKind,
    adoptedOn,
    dials: makers.filter(([dial]) => only.length === 0 || only.includes(dial)).map(([, make]) => make()),
    absent: (coverage?.absent ?? []).map(({ party, name, adherence, wouldAdd }) => ({
      party,
      name,
      adherence,
      wouldAdd,
    })),
  };
}
