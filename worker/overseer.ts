import { setTimeout as sleep } from 'node:timers/promises';
import type { Notifications } from '../activities/ports.ts';
import type { StuckLook } from '../client/stuck/look-for-stuck.ts';
import { type BookLog, StuckBook } from './stuck-book.ts';

interface Overseen {
  readonly look: () => Promise<StuckLook>;
  readonly notifications: Notifications;
  /** 0: not at all. */
  readonly everyMs: number;
  readonly log: BookLog;
  readonly signal: AbortSignal;
}

export const LOOKED_WITHIN_MS = 60_000;
const LONGEST_PAUSE_MS = 300_000;

/**
 * Looks again and again for what does not go on by itself, until the signal. In the worker's process and not as a workflow: it
 * must also see that workflows cannot run. Never rejects. A server that does not answer is asked ever less often.
 */
export async function oversee({ look, notifications, everyMs, log, signal }: Overseen): Promise<void> {
  if (everyMs === 0) return;
  const book = new StuckBook(notifications, log, signal);
  let failures = 0;
  for (;;) {
    try {
      await sleep(pauseMs(everyMs, failures), undefined, { signal });
    } catch {
      return;
    }
    try {
      await book.compare(await look(), Date.now());
      failures = 0;
    } catch (error) {
      if (signal.aborted) return;
      failures += 1;
      const reason = error instanceof Error ? error.message : String(error);
      log.warn({ event: 'did not look for stuck workflows', failures, reason }, 'did not look for stuck workflows');
    }
  }
}

/** A little longer or shorter each time, so that workers that started together do not look together. */
function pauseMs(everyMs: number, failures: number): number {
  const longest = Math.max(everyMs, LONGEST_PAUSE_MS);
  return Math.min(longest, everyMs * 2 ** Math.min(failures, 10)) * (0.9 + Math.random() * 0.2);
}
