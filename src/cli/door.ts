/** A door through which statements are handed in, wherever it leads. */
import type { Submission } from '#intake';
import type { Receipt } from '#ledger';

/** A door into a local log. */
export interface Door {
  /** The log that statements are signed for. */
  origin: string;
  handIn(submissions: readonly Submission[]): Promise<{ receipts: Receipt[]; repeated: boolean }>;
  close(): Promise<void>;
}
