/** The shapes of the answers, for whoever reads them: the pages import these types and nothing else from here. */
export type { AgreementCoverage, AbsentState, Share, ExternalCoverage } from '#analysis';
export type { EffectRange, PeriodCount, ReadingResult, Verdict, WindowRatio } from '#analysis';
export type {
  AdherenceLine,
  AgreementDossier,
  AgreementLine,
  Brief,
  CitedSource,
  EffectDossier,
  EffectLine,
  EvidenceLine,
  HomeDossier,
  IncidentDossier,
  IncidentLine,
  IncidentRow,
  PartyDossier,
  Query,
  TestedClaim,
  VersionLine,
} from '#publish';
export type { CampItem, CampsDossier, ContestedTerm, DefinitionsDossier, VariantLine } from '#publish';
export type { Funnel, Incentives, Measured, Negotiation, NegotiationParty, StandingLine } from '#publish';
export type { GrayArea } from '#findings';
export type { RecordReport } from '#intake';
export type {
  AgreementGrid,
  CodedTerm,
  DefinitionSets,
  ExplainedState,
  ExplainedText,
  Explanation,
  FindingLine,
  HeldMeaning,
  IncidentGrid,
  NormNode,
  ProvisionDossier,
  RelatedProvision,
  TreeNode,
  TreeRecord,
} from '#publish';
export type { IncentivesLab, NegotiationLab } from '#publish';
export type { FigureRecord, PublishedFigure, ScorecardAnswer, SearchHit, SearchResult } from '#publish';
export type { Dial, PaceRange, ResponsesOfRecord, Scorecard, TransparencyOfAgreement } from '#analysis';
export type {
  DueLine,
  MeasureLine,
  Readings,
  RecommendationLine,
  ReplyLine,
  ReportDossier,
  ReportDraft,
  ReportTemplate,
  ReviewDraft,
  ReviewLine,
  RivalLine,
  Subject,
} from '#publish';
export type { ServedFigure } from './routes/figures.ts';
export type { LogLine, StatementLine } from './routes/statements.ts';
export type { Envelope, LogState } from '#model';

/** A page of a list. */
export interface ListPage<Item> {
  items: Item[];
  total: number;
  next: string | null;
}
