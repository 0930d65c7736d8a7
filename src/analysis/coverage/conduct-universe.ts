/** The conduct universe `contrary`: incidents that are contrary to at least one clause of the agreement itself. */
import { contextOf, defaultCommitment, defaultDefinitions, operationFinding } from '#findings';
import { defaultStandard } from '#attribution';
import { ServandaError } from '#model';
import type { View } from '#registry';

const kept = new WeakMap<View, Map<string, ReadonlySet<string>>>();

/** Clauses of the agreement that are tested on incidents. */
export function testedClauses(view: View, agreement: string): string[] {
  return view
    .by('provision', 'agreement', agreement)
    .filter(({ norm }) => norm?.class === 'norm')
    .map(({ id }) => id);
}

/**
 * Incidents whose text verdict for the operation is `contrary` for some clause: text alone, whoever was responsible and
 * whoever was bound. Gray and indeterminate ones stay out. Throws REFUSED where no clause is tested on incidents.
 */
export function contraryIncidents(
  view: View,
  agreement: string,
  definitions: string = defaultDefinitions,
): ReadonlySet<string> {
  let ofView = kept.get(view);
  if (!ofView) kept.set(view, (ofView = new Map<string, ReadonlySet<string>>()));
  const key = `${agreement} ${definitions}`;
  let incidents = ofView.get(key);
  if (!incidents) ofView.set(key, (incidents = collect(view, agreement, definitions)));
  return incidents;
}

function collect(view: View, agreement: string, definitions: string): ReadonlySet<string> {
  const clauses = testedClauses(view, agreement);
  if (clauses.length === 0) {
    throw new ServandaError(
      'REFUSED',
      `No clause of ${agreement} is tested on incidents, so there is no conduct contrary to it to count; ask for the universe "recorded".`,
      { details: { agreement } },
    );
  }
  // Standards of commitment and attribution have no say in what a text reaches.
  const query = { definitions, standard: defaultStandard, commitment: defaultCommitment };
  const provisions = clauses.map((id) => view.get('provision', id));
  return new Set(
    view
      .all('incident')
      .filter((incident) =>
        provisions.some(
          (provision) => operationFinding(contextOf(view, incident, provision, query)).text.verdict === 'contrary',
        ),
      )
      .map(({ id }) => id),
  );
}
