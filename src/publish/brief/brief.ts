/** The assessment brief of an agreement: dials, who is absent, claims and sources, as data for every form it is printed in. */
import type { AgreementDossier } from '../dossiers/agreement.ts';
import { agreementDossier } from '../dossiers/agreement.ts';
import type { View } from '#registry';
import { coverageAssumptions } from '../envelope.ts';
import type { Query } from '../query.ts';
import { coverageSentence } from './sentences.ts';

export interface Brief {
  dossier: AgreementDossier;
  /** One defensible sentence with range, n, standard and date; or why none can be said. */
  sentence: string;
  assumptions: string[];
  collection: string;
}

/** Collects the brief; throws NOT_FOUND for an unknown agreement. */
export function agreementBrief(view: View, id: string, query: Query): Brief {
  const dossier = agreementDossier(view, id, query);
  return {
    dossier,
    sentence: coverageSentence(dossier.coverage, dossier.coverageRefused, query),
    assumptions: coverageAssumptions(query),
    collection: view.all('record-description')[0]?.collection ?? '',
  };
}
