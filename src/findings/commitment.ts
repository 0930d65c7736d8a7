/** Commitment standards: which bases of adherence count as being bound. */
import { ServandaError, type AdherenceBasis } from '#model';

export interface CommitmentStandard {
  id: string;
  rule: string;
  bases: ReadonlySet<AdherenceBasis>;
}

const endorsed: AdherenceBasis[] = ['signed-or-endorsed', 'ratified', 'through-group'];
const adopted: AdherenceBasis[] = [...endorsed, 'expert-state', 'adopted-by-vote', 'adopted-without-vote', 'sponsored'];

export const commitmentStandards: readonly CommitmentStandard[] = [
  {
    id: 'endorsed-only',
    rule: 'signed, endorsed or ratified by the party itself or through its group',
    bases: new Set(endorsed),
  },
  {
    id: 'endorsed-or-adopted',
    rule: "endorsed, or adopted by vote or without one, or by an expert of the state's, or sponsored",
    bases: new Set(adopted),
  },
  {
    id: 'addressed',
    rule: 'endorsed or adopted, or addressed by the text',
    bases: new Set([...adopted, 'addressed-only']),
  },
];
export const defaultCommitment = 'endorsed-or-adopted';

/** The commitment standard of this name; throws NOT_FOUND listing the names. */
export function commitmentStandard(id: string): CommitmentStandard {
  const standard = commitmentStandards.find((candidate) => candidate.id === id);
  if (standard) return standard;
  throw new ServandaError(
    'NOT_FOUND',
    `"${id.slice(0, 80)}" is not a commitment standard. Known standards: ${commitmentStandards.map((known) => known.id).join(', ')}.`,
  );
}
