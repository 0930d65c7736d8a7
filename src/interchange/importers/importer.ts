/** What every importer is: a table of columns with what becomes of each, and a pure reading of one row. */
import type { Effect, PartyId, Purpose, Sector, Statement } from '#model';
import type { Places } from './places.ts';

/** An operation as a data set tells it. What it does not say is empty or null, never guessed. */
export interface ImportedOperation {
  kind: 'operation';
  /** Its name in the data set. Rows of one id are one operation. */
  id: string;
  title: string;
  aliases: string[];
  startedOn: string | null;
  endedOn: string | null;
  disclosedOn: string | null;
  victims: PartyId[];
  sectors: Sector[];
  effects: Effect[];
  purposes: Purpose[];
  actorNames: string[];
  /** States that the data set names, each with its share; what is missing to 1 is unknown. */
  responsible: Record<PartyId, number>;
  /** True where the data set names actors and says that none is a state or near one: outside state conduct. */
  nonStateOnly: boolean;
  sources: string[];
}

/** Who says that whom is responsible, in data sets that list attributions one by one. */
export interface ImportedAttribution {
  kind: 'attribution';
  /** The operation's id in the data set. */
  of: string;
  states: PartyId[];
  /** What the data set says of the initiator: a state, near a state, or not. */
  level: 'state' | 'state-affiliated' | 'non-state' | 'unknown';
  by: string[];
  form: string;
  on: string | null;
  entity: string | null;
}

export interface ImportedVote {
  kind: 'vote';
  resolution: string;
  title: string;
  votedOn: string;
  party: PartyId;
  vote: 'yes' | 'no' | 'abstain';
}

export interface ImportedAdherence {
  kind: 'adherence';
  agreement: string;
  name: string;
  party: PartyId | null;
  partyKind: string;
  seat: PartyId | null;
  from: string;
}

/** A group or unit name with the states that the data set suspects behind it. */
export interface ImportedActor {
  kind: 'actor';
  id: string;
  name: string;
  synonyms: string[];
  states: PartyId[];
  confidence: number | null;
  victims: PartyId[];
  sources: string[];
}

/** Agreement or disagreement with something told elsewhere in the data set. */
export interface ImportedOpinion {
  kind: 'opinion';
  id: string;
  about: string[];
  opinion: string;
  by: string[];
}

/** A statement of Servanda's own formats. */
export interface ImportedStatement {
  kind: 'statement';
  statement: string;
  body: Statement;
}

export type ImportedItem =
  | ImportedOperation
  | ImportedAttribution
  | ImportedVote
  | ImportedAdherence
  | ImportedActor
  | ImportedOpinion
  | ImportedStatement;

/** What becomes of one column or member of the source. */
export interface ColumnRule {
  name: string;
  /** The field that takes it; null: kept with the row, in no field. */
  to: string | null;
  /** Why it goes into no field. */
  reason?: string;
  /** The file is refused without it. */
  required?: true;
}

/** What a reading may use besides its row. */
export interface ReadingContext {
  places: Places;
  /** Tells that a value of a column was understood as nothing; the row goes on without it. */
  notUnderstood: (column: string, value: string) => void;
}

/** One source row: a line of a CSV file, or a member of a JSON document. */
export interface SourceRow {
  /** The row's number: in CSV the line of the file on which it begins, in JSON its place from 1. */
  row: number;
  /** Cells that are not empty, by column; of JSON the member as it is. Kept beside what was read. */
  source: unknown;
}

interface ImporterCommon {
  id: string;
  title: string;
  /** Raised whenever the same file would be read differently. */
  version: number;
  /** Null where the file itself does not settle it: the user must say. */
  publisher: string | null;
  licence: string | null;
  /** What one row stands for. */
  unit: 'incident' | 'report' | 'attribution' | 'actor' | 'vote' | 'adherence' | 'statement';
  /** How the columns are known: read in a published file, or from descriptions of others. */
  basis: string;
  columns: readonly ColumnRule[];
}

/** `read` throws a RowFault for a row that makes no sense; whatever else it throws ends the import. */
export interface CsvImporter extends ImporterCommon {
  input: 'csv';
  read: (cells: RowCells, context: ReadingContext) => ImportedItem[];
}

export interface JsonImporter extends ImporterCommon {
  input: 'json';
  /** Throws a RowFault per row through `rows`; ends the import where the document has another form. */
  rows: (document: unknown, context: ReadingContext) => Iterable<JsonRow>;
}

export interface JsonRow extends SourceRow {
  read: () => ImportedItem[];
}

export type Importer = CsvImporter | JsonImporter;

/** The cells of one row by column; a column that the file lacks is empty. */
export interface RowCells {
  /** Trimmed text; empty where there is none. */
  text: (column: string) => string;
  /** Trimmed text; throws a RowFault where there is none. */
  need: (column: string) => string;
}

/** A row that is refused: where, and why. A hostile file may have millions, so none takes a stack along. */
export class RowFault extends Error {
  readonly column: string | null;

  constructor(column: string | null, message: string) {
    const { stackTraceLimit } = Error;
    Error.stackTraceLimit = 0;
    super(message);
    Error.stackTraceLimit = stackTraceLimit;
    this.name = 'RowFault';
    this.column = column;
  }
}
