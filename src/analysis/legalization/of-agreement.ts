/** How hard or soft an agreement's text is, clause by clause, and which other texts are nearest. */
import type { View } from '#registry';
import {
  coderReliability,
  summariseLegalization,
  type CoderReliability,
  type LegalizationSummary,
} from './distribution.ts';
import { legalize, type Levels, type LegalizationType } from './scale.ts';

export interface LegalizationOfAgreement {
  agreement: string;
  provisions: {
    id: string;
    levels: Levels;
    type: LegalizationType;
    quotedClause: string | null;
    coders: string[];
    known: 'seen' | 'recalled';
  }[];
  uncoded: string[];
  summary: LegalizationSummary | null;
  reliability: CoderReliability;
  /** Other agreements by the distance of their median indices (obligation, precision, delegation), nearest first. */
  nearest: { agreement: string; title: string; distance: number; provisions: number }[];
}

/** Throws NOT_FOUND for an unknown agreement. */
export function legalizationOfAgreement(view: View, id: string): LegalizationOfAgreement {
  const agreement = view.get('agreement', id);
  const provisions = view.by('provision', 'agreement', agreement.id);
  const coded = provisions.flatMap(({ id: provision, legalization, known }) => {
    if (legalization === null) return [];
    const levels = levelsOf(legalization);
    return [
      {
        id: provision,
        levels,
        type: legalize(levels).type,
        quotedClause: legalization.quotedClause,
        coders: legalization.coders,
        known,
      },
    ];
  });
  const summary = summariseLegalization(coded);
  return {
    agreement: agreement.id,
    provisions: coded,
    uncoded: provisions.filter(({ legalization }) => legalization === null).map((provision) => provision.id),
    summary,
    reliability: coderReliability(signedCodings(view, agreement.id)),
    nearest: summary === null ? [] : nearestTexts(view, agreement.id, summary),
  };
}

function levelsOf({ obligation, precision, disputeResolution, ruleMaking }: Levels): Levels {
  return { obligation, precision, disputeResolution, ruleMaking };
}

/** Every log may hold a coding of its own; each counts for the coders who signed it. */
function signedCodings(view: View, agreement: string): { coder: string; id: string; levels: Levels }[] {
  return view
    .versions('provision')
    .filter(({ body }) => body.agreement === agreement)
    .flatMap(({ body: { id, legalization } }) =>
      (legalization?.coders ?? []).map((coder) => ({ coder, id, levels: levelsOf(legalization as Levels) })),
    );
}

/** Fewest coded provisions of a text that is offered as a comparison. */
const comparable = 2;

function nearestTexts(view: View, id: string, summary: LegalizationSummary): LegalizationOfAgreement['nearest'] {
  const place = ({ indices }: LegalizationSummary): number[] =>
    (['obligation', 'precision', 'delegation'] as const).map((name) => indices[name].median);
  const here = place(summary);
  return view
    .all('agreement')
    .flatMap((other) => {
      if (other.id === id) return [];
      const coded = view
        .by('provision', 'agreement', other.id)
        .flatMap(({ id: provision, legalization }) =>
          legalization === null ? [] : [{ id: provision, levels: levelsOf(legalization) }],
        );
      const its = summariseLegalization(coded);
      if (its === null || coded.length < comparable) return [];
      const distance = Math.hypot(...place(its).map((value, i) => value - (here[i] ?? 0)));
      return [{ agreement: other.id, title: other.title, distance, provisions: coded.length }];
    })
    .sort((a, b) => a.distance - b.distance || (a.agreement < b.agreement ? -1 : 1))
    .slice(0, 3);
}
