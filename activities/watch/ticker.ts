import type { Clock } from '../ports.ts';

export interface Tick {
  /** When it was meant to begin, milliseconds since 1970. */
  readonly intended: number;
  /** The same on the time that never goes back; rules are judged by it. */
  readonly due: number;
  readonly lateMs: number;
}

export interface Ticking {
  readonly everyMs: number;
  /** Periods before the first tick. */
  readonly first: 0 | 1;
  readonly clock: Clock;
  readonly time: () => number;
  readonly signal: AbortSignal;
  /** Must not throw. */
  readonly work: (tick: Tick) => void;
}

/**
 * Calls `work` at start + n · every: the schedule hangs on the monotonic clock, not on the end of the work, so it does not
 * drift. Ticks whose whole period passed before they could begin are left out, and so are missing among the samples, where
 * they are counted. Ends when the signal is aborted.
 */
export async function tickEvery({ everyMs, first, clock, time, signal, work }: Ticking): Promise<void> {
  const start = clock.monotonic();
  const intendedAt = gridOn(() => clock.now(), everyMs);
  const dueAt = gridOn(time, everyMs);
  let next: number = first;
  while (!signal.aborted) {
    const passed = clock.monotonic() - start;
    if (passed < next * everyMs) {
      await sleepUnlessAborted(next * everyMs - passed, clock, signal);
      continue;
    }
    const index = Math.max(next, Math.floor(passed / everyMs));
    const lateMs = passed - index * everyMs;
    work({ intended: intendedAt(index, lateMs), due: dueAt(index, lateMs), lateMs });
    next = index + 1;
  }
}

/** Less than this is the time between two looks at two clocks. */
const JUMPED_MS = 50;

/** Exact multiples of the period, moved only when that clock itself jumped. */
function gridOn(now: () => number, everyMs: number): (index: number, lateMs: number) => number {
  let begin = Math.round(now());
  return (index, lateMs) => {
    const seen = now() - lateMs - index * everyMs;
    if (Math.abs(seen - begin) > JUMPED_MS) begin = Math.round(seen);
    return begin + index * everyMs;
  };
}

async function sleepUnlessAborted(ms: number, clock: Clock, signal: AbortSignal): Promise<void> {
  try {
    await clock.sleep(ms, signal);
  } catch (error) {
    if (!signal.aborted) throw error;
  }
}
