/** What a data file may leave out, kind by kind: nothing said means null, an empty list, or unknown, never a value. */
import type { RecordKind } from '#model';

type Defaults = Readonly<Record<string, unknown>>;

export const defaults: Partial<Record<RecordKind, Defaults>> = {
  source: { url: null, publisher: null, publishedOn: null },
  agreement: {
    adoptedOn: null,
    enteredIntoForceOn: null,
    bilateral: false,
    convenors: [],
    addressees: [],
    textUrl: null,
    symbol: null,
    reportingDuty: null,
    lineage: [],
    characterisations: [],
  },
  provision: { short: null, addressees: [], verifiable: null, legalization: null, norm: null, descendsFrom: [] },
  party: { aliases: [], unMember: false, region: null, seat: null, tile: null },
  membership: { until: null },
  adherence: { until: null },
  'reported-count': { reading: null },
  incident: {
    aliases: [],
    endedOn: null,
    disclosedOn: null,
    effects: [],
    purposes: [],
    collateralStates: [],
    indiscriminate: 'unknown',
    significantHarm: 'unknown',
    facts: {},
    actorKinds: [],
    actorNames: [],
    complete: [],
    figures: [],
    checkedOn: null,
  },
  attribution: { answers: [], entity: null, likelihoodWords: null, confidenceWords: null, reliesOn: [] },
  response: { against: null, madeOn: null },
  'cited-evidence': { period: null, method: null, figures: [], limits: null },
  term: { question: null, whyContested: null },
  definition: { parties: [], agreement: null, heldFrom: null, features: {} },
  encoding: { component: false, holders: [], basis: null, since: null },
  'definition-set': { chosen: [], reading: null },
  'armed-conflict': { lastDay: null },
  round: { mandates: [], until: null, members: null, seats: null, chair: null, results: [], differences: [] },
  position: { parties: [], holder: null, round: null, agreement: null },
  vote: { agreement: null, votedOn: null, sponsors: [], totals: null, roll: null, separateVotes: [], effect: null },
  claim: { saidOn: null, parameters: {}, speaksFor: [], speaksAgainst: [], limits: [] },
  'published-report': {
    reporters: [],
    contributors: null,
    publishedOn: null,
    recurring: false,
    symbol: null,
    finding: null,
  },
  'norm-invocation': { provisions: [], madeOn: null },
};

/** Defaults of parts inside a body, by kind and field. */
export const partDefaults: Partial<Record<RecordKind, Record<string, Defaults>>> = {
  incident: {
    targets: { victimStates: [], sectors: [], kinds: [], named: [], effects: null },
    figures: { citation: null },
  },
  'cited-evidence': { figures: { citation: null } },
  claim: { speaksFor: { citation: null }, speaksAgainst: { citation: null } },
  round: { differences: { by: null, citation: null } },
  vote: { roll: { yes: null, no: null, abstain: null, didNotVote: null } },
  provision: {
    norm: { modality: null, addressees: [], link: null, plain: null, act: null, reading: null, why: null, needs: [] },
    legalization: { quotedClause: null, coders: [] },
  },
};
