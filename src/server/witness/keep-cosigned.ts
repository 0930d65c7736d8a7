/** Has the checkpoint of a growing log cosigned by its witnesses, some time after each growth. */
import type { Log } from '#ledger';
import { askWitness, type KnownWitness, type Post } from './ask-witness.ts';

/** Asks after growth has paused for `pauseMs`; a witness that does not answer is asked again after the next growth. */
export function keepCosigned(
  log: Log,
  witnesses: readonly KnownWitness[],
  post: Post,
  onFailure: (error: unknown) => void,
  pauseMs = 1000,
): () => void {
  if (witnesses.length === 0) return () => undefined;
  let timer: NodeJS.Timeout | null = null;
  const lastSizes = new Map<string, number>();
  const ask = async (): Promise<void> => {
    const { checkpoint: asked, size } = log;
    let cosigned = asked;
    for (const witness of witnesses) {
      try {
        cosigned = await askWitness(witness, cosigned, log, post, lastSizes.get(witness.key.name) ?? 0);
        lastSizes.set(witness.key.name, size);
      } catch (error) {
        onFailure(error);
      }
    }
    // A log that grew meanwhile has another checkpoint; it will be asked for again.
    if (cosigned !== asked && log.checkpoint === asked) await log.replaceCheckpoint(cosigned).catch(onFailure);
  };
  const later = (): void => {
    if (timer) clearTimeout(timer);
    timer = setTimeout(() => void ask(), pauseMs);
    timer.unref();
  };
  later();
  const stop = log.follow(later);
  return () => {
    stop();
    if (timer) clearTimeout(timer);
  };
}
