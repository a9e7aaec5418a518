import type { WatchResult } from './segment.ts';
import type { Sampling } from './sampling.ts';

/** Time alone can make a watch blind, so it is looked at between ticks too. */
const LOOK_EVERY_MS = 200;

/** Resolves at the first breach since then; rejects when the signal is aborted. */
export function firstBreach(
  sampling: Pick<Sampling, 'breach' | 'onTick'>,
  since: number,
  signal: AbortSignal,
): Promise<WatchResult> {
  return new Promise((resolve, reject) => {
    const look = () => {
      const breach = sampling.breach(since);
      if (breach) finish(() => resolve({ ended: 'breach', breach }));
    };
    const stopListening = sampling.onTick(look);
    const looking = setInterval(look, LOOK_EVERY_MS);
    const finish = (settle: () => void) => {
      stopListening();
      clearInterval(looking);
      signal.removeEventListener('abort', onAbort);
      settle();
    };
    const onAbort = () => finish(() => reject(signal.reason));
    signal.addEventListener('abort', onAbort);
    if (signal.aborted) onAbort();
    else look();
  });
}
