import type { Clock } from '../../../activities/ports.ts';

export interface AClock extends Clock {
  /** Time passes; whoever sleeps is woken in order, exactly when it is due. */
  pass(ms: number): Promise<void>;
  /** Time passes and nobody is woken: the process stood still. Whoever is due is woken late, by the next `pass`. */
  stall(ms: number): void;
  /** Somebody sets the wall clock; the monotonic clock does not notice. */
  setWall(byMs: number): void;
  /** How many sleep now. */
  sleepers(): number;
}

interface Sleeper {
  readonly at: number;
  wake(): void;
}

/** A clock that stands still unless it is told otherwise. */
export function aClock(begin = 1_000_000): AClock {
  let steady = 0;
  let offset = begin;
  const sleepers = new Set<Sleeper>();
  const nextDue = () =>
    [...sleepers].reduce<Sleeper | undefined>((first, one) => (first && first.at <= one.at ? first : one), undefined);
  return {
    now: () => steady + offset,
    monotonic: () => steady,
    sleep: (ms, signal) =>
      new Promise((resolve, reject) => {
        const leave = () => {
          sleepers.delete(sleeper);
          signal?.removeEventListener('abort', stop);
        };
        const stop = () => {
          leave();
          reject(signal?.reason);
        };
        const wake = () => {
          leave();
          resolve();
        };
        const sleeper = { at: steady + ms, wake };
        sleepers.add(sleeper);
        signal?.addEventListener('abort', stop);
        if (signal?.aborted) stop();
      }),
    async pass(ms) {
      const until = steady + ms;
      await othersGoOn();
      for (let due = nextDue(); due && due.at <= until; due = nextDue()) {
        steady = Math.max(steady, due.at);
        due.wake();
        await othersGoOn();
      }
      steady = Math.max(steady, until);
      await othersGoOn();
    },
    stall: (ms) => void (steady += ms),
    setWall: (byMs) => void (offset += byMs),
    sleepers: () => sleepers.size,
  };
}

/** A few turns of the event loop, so that whatever can go on without time does. */
export async function othersGoOn(): Promise<void> {
  for (let turn = 0; turn < 4; turn++) await new Promise((resolve) => setImmediate(resolve));
}
