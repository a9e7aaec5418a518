import type { Clock } from '../../ports.ts';

export interface Schedule {
  readonly clock: Clock;
  readonly perSecond: number;
  /** A write that could only start this long after it was due is skipped: this process stood still, not the target. */
  readonly tooLateMs: number;
  readonly signal: AbortSignal;
  /** `dueAt` is on the monotonic clock. Must not throw. */
  readonly onDue: (number: number, dueAt: number) => void;
  readonly onSkipped: (count: number, lastDueAt: number) => void;
}

/**
 * Calls `onDue` for every number at begin + number / perSecond until it is aborted. Every time is computed from the
 * beginning, so being late once never shifts the rest.
 */
export async function keepSchedule({ clock, perSecond, tooLateMs, signal, onDue, onSkipped }: Schedule): Promise<void> {
  const begin = clock.monotonic();
  const dueAt = (number: number) => begin + (number * 1000) / perSecond;
  let next = 0;
  while (!signal.aborted) {
    const now = clock.monotonic();
    // Computed, not counted: a process may have stood still for hours.
    const firstInTime = Math.max(next, Math.ceil(((now - tooLateMs - begin) * perSecond) / 1000));
    if (firstInTime > next) onSkipped(firstInTime - next, dueAt(firstInTime - 1));
    for (next = firstInTime; dueAt(next) <= now; next++) onDue(next, dueAt(next));
    await sleepUnlessAborted(clock, Math.max(0, dueAt(next) - clock.monotonic()), signal);
  }
}

async function sleepUnlessAborted(clock: Clock, ms: number, signal: AbortSignal): Promise<void> {
  try {
    await clock.sleep(ms, signal);
  } catch (error) {
    if (!signal.aborted) throw error;
  }
}
