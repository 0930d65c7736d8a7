/** Everything the first page shows: the Paris Call assessed, and every agreement in a line. */
import type { AgreementCoverage, Share } from '#analysis';
import { commitmentStandard } from '#findings';
import type { Agreement, RecordDescription } from '#model';
import { bondsOn, type View } from '#registry';
import type { Query } from '../query.ts';
import { coverageOrRefusal } from './agreement.ts';

/** The agreement that the question of the first page is about. */
export const headlineAgreement = 'paris-call-2018';

export interface AgreementLine {
  id: string;
  title: string;
  agreementKind: Agreement['agreementKind'];
  adoptedOn: string | null;
  forum: string;
  legallyBinding: boolean;
  bonds: { certain: number; possible: number };
  conduct: Share | null;
  headcount: Share | null;
  range: AgreementCoverage['range'] | null;
  /** Why no share is stated; null where one is. */
  refused: string | null;
}

export interface HomeDossier {
  description: RecordDescription;
  headline: { coverage: AgreementCoverage | null; refused: string | null };
  agreements: AgreementLine[];
  counts: Record<'agreements' | 'provisions' | 'parties' | 'incidents' | 'attributions' | 'responses', number>;
}

/** Collects the dossier of the first page. */
export function homeDossier(view: View, query: Query): HomeDossier {
  return {
    description: view.all('record-description')[0] ?? view.get('record-description', 'servanda-record'),
    headline: coverageOrRefusal(view, headlineAgreement, query),
    agreements: agreementLines(view, query),
    counts: {
      agreements: view.all('agreement').length,
      provisions: view.all('provision').length,
      parties: view.all('party').length,
      incidents: view.all('incident').length,
      attributions: view.all('attribution').length,
      responses: view.all('response').length,
    },
  };
}

/** Every agreement with its parties and coverage, or the reason why none is stated. */
export function agreementLines(view: View, query: Query): AgreementLine[] {
  const { bases } = commitmentStandard(query.commitment);
  return view.all('agreement').map((agreement) => {
    const bonds = [...bondsOn(view, agreement.id, query.asOf, bases).values()];
    const { coverage, refused } =
      bonds.length === 0
        ? { coverage: null, refused: 'nobody is recorded as bound under this commitment standard on this date' }
        : coverageOrRefusal(view, agreement.id, query);
    return {
      id: agreement.id,
      title: agreement.title,
      agreementKind: agreement.agreementKind,
      adoptedOn: agreement.adoptedOn,
      forum: agreement.forum,
      legallyBinding: agreement.legallyBinding,
      bonds: {
        certain: bonds.filter(({ inForce }) => inForce === 'true').length,
        possible: bonds.filter(({ inForce }) => inForce === 'unknown').length,
      },
      conduct: coverage?.conduct ?? null,
      headcount: coverage?.headcount ?? null,
      range: coverage?.range ?? null,
      refused,
    };
  });
}
