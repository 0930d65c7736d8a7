/** The envelope around every answer: what it was computed from, by which method, under which assumptions. */
import { z } from 'zod';

/** One log as it stood: its origin, number of leaves, and RFC 6962 root in base64. */
export const LogState = z
  .strictObject({ origin: z.string(), size: z.number().int().nonnegative(), root: z.string() })
  .meta({ id: 'LogState' });
export type LogState = z.infer<typeof LogState>;

/** Anyone can recompute `result` from the snapshot, the method and the parameters (design, section 7). */
export interface Envelope<Result> {
  snapshot: LogState[];
  method: string;
  parameters: Record<string, unknown>;
  assumptions: string[];
  result: Result;
}
