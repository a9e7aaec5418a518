import type { Clock } from '../../../activities/ports.ts';

export interface LeapingClock extends Clock {
  /** The process stood still for so long. */
  leap(ms: number): void;
}

/** Sleeping takes no time here: it moves the clock, by whole milliseconds as Node's timers do. */
export function leapingClock(begin = 1_000_000): LeapingClock {
  let now = begin;
  return {
    now: () => now,
    monotonic: () => now - begin,
    leap: (ms) => void (now += ms),
    async sleep(ms, signal) {
      signal?.throwIfAborted();
      // A turn of the event loop, so that what others await can go on.
      await new Promise((resolve) => setImmediate(resolve));
      signal?.throwIfAborted();
      now += Math.max(1, Math.trunc(ms));
    },
  };
}
