import type { Ports, UndoRecords } from '../ports.ts';

/** Longer than it takes to take a lock over from a machine or a container that is gone. */
const LOCK_WITHIN_MS = 75_000;

/**
 * The world for somebody who owns nothing: he gives no signs of life in the name of an owner, else the next sweep would take
 * his own for one; and he does not wait for ever for a fault that another process works on.
 */
export function sweepPorts(ports: Ports, lockWithinMs = LOCK_WITHIN_MS): Ports {
  return { ...ports, undoRecords: ownerless(ports.undoRecords, lockWithinMs) };
}

function ownerless(undoRecords: UndoRecords, lockWithinMs: number): UndoRecords {
  return {
    ...undoRecords,
    at: (place) => ownerless(undoRecords.at(place), lockWithinMs),
    renew: async () => undefined,
    async exclusively(faultId, work, options = {}) {
      const waiting = new AbortController();
      const timer = setTimeout(() => waiting.abort(new Error(busy(faultId, lockWithinMs))), lockWithinMs);
      const signal = options.signal ? AbortSignal.any([options.signal, waiting.signal]) : waiting.signal;
      const begin = () => {
        clearTimeout(timer);
        return work();
      };
      try {
        return await undoRecords.exclusively(faultId, begin, { ...options, signal });
      } catch (error) {
        throw waiting.signal.aborted ? waiting.signal.reason : error;
      } finally {
        clearTimeout(timer);
      }
    },
  };
}

const busy = (faultId: string, withinMs: number) =>
  `Another process has worked on ${faultId} for ${withinMs / 1000} s and goes on. Look whether a worker undoes it.`;
