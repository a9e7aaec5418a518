import type { Clock } from '../ports.ts';

export interface Tick {
  /** When it was meant to begin, milliseconds since 1970. */
  readonly intended: number;
  readonly lateMs: number;
  /** Ticks since the previous one whose whole period passed before they could begin. */
  readonly missed: number;
}

/**
 * Calls `work` at start, start + every, start + 2·every …: the schedule hangs on the clock, not on the end of the work, so it
 * does not drift. What was missed is counted. Ends when the signal is aborted.
 */
export async function tickEvery(everyMs: number, clock: Clock, signal: AbortSignal, work: (tick: Tick) => void): Promise<void> {
  const wall = clock.now();
  const start = clock.monotonic();
  for (let next = 0; !signal.aborted; ) {
    const behind = Math.floor((clock.monotonic() - start) / everyMs);
    const missed = Math.max(0, behind - next);
    const index = next + missed;
    const wait = start + index * everyMs - clock.monotonic();
    if (wait > 0) await clock.sleep(wait, signal).catch(() => undefined);
    if (signal.aborted) return;
    work({ intended: wall + index * everyMs, lateMs: Math.max(0, clock.monotonic() - start - index * everyMs), missed });
    next = index + 1;
  }
}
