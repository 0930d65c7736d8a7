/** Closed lists of codes. The codebook in docs/methodology explains each with examples and boundary cases. */

export const agreementKinds = [
  'treaty',
  'political-declaration',
  'bilateral-understanding',
  'code-of-conduct',
  'industry-accord',
  'un-consensus-report',
  'un-expert-group-without-report',
  'unga-resolution',
  'un-standing-body',
  'multistakeholder-proposal',
  'industry-proposal',
  'expert-study',
] as const;

export const partyKinds = [
  'state-or-territory',
  'company',
  'civil-society-body',
  'local-authority',
  'international-organisation',
  'research-body',
  'media-organisation',
  'group-of-states',
  'other-body',
] as const;

/** How a party came to hold an adherence; commitment standards choose among these. */
export const adherenceBases = [
  'signed-or-endorsed',
  'ratified',
  'expert-state',
  'adopted-by-vote',
  'adopted-without-vote',
  'sponsored',
  'through-group',
  'addressed-only',
] as const;

export const effects = [
  'data-theft',
  'data-leak',
  'disruption',
  'destruction',
  'manipulation',
  'defacement',
  'financial-theft',
  'foothold',
  'influence',
  'surveillance',
  'extortion',
] as const;

export const purposes = [
  'political-espionage',
  'military-espionage',
  'economic-espionage',
  'commercial-advantage',
  'sabotage',
  'coercion',
  'electoral-interference',
  'information-operation',
  'financial-gain',
  'repression',
  'pre-positioning',
  'retaliation',
  'counter-terrorism',
  'counter-proliferation',
  'unknown',
] as const;

export const sectors = [
  'energy',
  'transport',
  'water',
  'health',
  'finance',
  'telecom',
  'internet-core',
  'government',
  'parliament',
  'defence',
  'elections',
  'political-party',
  'media',
  'education-research',
  'food',
  'space',
  'manufacturing',
  'technology',
  'it-supply-chain',
  'chemicals',
  'civil-society',
  'judiciary',
  'law-enforcement',
  'sport',
  'legal-services',
  'retail',
  'entertainment',
  'international-organisation',
  'religious',
  'critical-other',
  'individuals',
  'cert',
  'unknown',
] as const;

export const targetKinds = [
  'state-institution',
  'company',
  'political-organisation',
  'ngo',
  'media',
  'individual',
  'academic',
  'igo',
  'public-utility',
  'unknown',
] as const;

export const actorKinds = [
  'state-organ',
  'state-directed',
  'state-tolerated',
  'criminal',
  'hacktivist',
  'private-vendor',
  'unknown',
] as const;

export const attributorKinds = ['government', 'vendor', 'media', 'academic', 'igo', 'court', 'ngo', 'self'] as const;

export const attributionForms = [
  'official-statement',
  'indictment',
  'sanction',
  'technical-report',
  'advisory',
  'anonymous-officials',
  'court-judgment',
  'media-investigation',
  'self-attribution',
  'official-report',
] as const;

export const stances = ['attributes', 'denies', 'disputes', 'retracts'] as const;

export const responseForms = [
  'statement',
  'demarche',
  'sanction',
  'indictment',
  'arrest',
  'expulsion',
  'advisory',
  'cyber-operation',
  'military',
  'legal-action',
  'takedown',
  'summons',
  'none-announced',
] as const;

/** Why a responsible state is missing; the three are kept apart (codebook, "responsible"). */
export const unnamedResponsible = ['non-state', 'not-named', 'undetermined', 'origin-only', 'unknown'] as const;

/** How well a coded variant fits the definition that it codes. */
export const fits = ['exact', 'close', 'loose'] as const;

export const roundOutcomes = [
  'consensus-report',
  'adopted-without-vote',
  'adopted-by-vote',
  'no-report',
  'running',
] as const;

/** What a stated difference did: it broke the round, was settled before the break, or stayed beside the result. */
export const differenceRoles = ['cause-of-failure', 'agreed-before-failure', 'reservation'] as const;

/** What divided a round, coded from the account. */
export const differenceMatters = [
  'definitions',
  'content',
  'international-law',
  'self-defence',
  'humanitarian-law',
  'countermeasures',
  'military-use',
  'new-norms',
  'institutions',
  'other',
] as const;

export const positionStances = ['support', 'oppose', 'conditional'] as const;

export const voteStages = ['plenary', 'committee'] as const;
export const voteMethods = ['recorded-vote', 'without-vote', 'unknown'] as const;

export const reportKinds = [
  'compilation-of-views',
  'national-report',
  'national-position',
  'self-report-tool',
  'case-studies',
  'industry-report',
  'joint-statement',
  'working-group-output',
  'treaty-body-report',
  'process-document',
  'independent-assessment',
  'compliance-claim',
  'policy-database',
] as const;

/** Whose conduct a report speaks of. */
export const reportSubjects = ['own-conduct', 'conduct-of-others', 'views', 'process'] as const;

/** Does a text oblige anybody to report? */
export const owedValues = ['yes', 'no', 'invited'] as const;

/** Queries that test claims; each is one file in src/publish/claims/queries. */
export const claimQueries = [
  'launch-counts',
  'non-parties',
  'absence-weight',
  'talks-outcome',
  'text-order',
  'group-members-named',
  'breach-and-volume',
  'off-limits-and-gray',
  'attribution-growth',
  'reports-and-responses',
] as const;

export const knownValues = ['seen', 'recalled'] as const;
/** `seen`: read in the cited source. `recalled`: general knowledge, to be checked against the source. */
export type Known = (typeof knownValues)[number];

export type Effect = (typeof effects)[number];
export type Purpose = (typeof purposes)[number];
export type Sector = (typeof sectors)[number];
export type TargetKind = (typeof targetKinds)[number];
export type ActorKind = (typeof actorKinds)[number];
export type AdherenceBasis = (typeof adherenceBases)[number];
export type Stance = (typeof stances)[number];
export type AttributorKind = (typeof attributorKinds)[number];
export type AttributionForm = (typeof attributionForms)[number];
