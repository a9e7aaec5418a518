import { keepLeases, renewLease } from '../faults/lease.ts';
import type { Ports } from '../ports.ts';
import { running, type Running } from '../running.ts';
import { firstBreach } from './first-breach.ts';
import { beginningOf, heartbeatOf } from './heartbeat.ts';
import type { Samplings } from './samplings.ts';
import type { WatchInput, WatchResult } from './segment.ts';
import { segmentEnd } from './segment-end.ts';

/** Between two heartbeats when nobody says how soon they are missed. */
const BEAT_MS = 1_000;

/**
 * One segment of the watch: ends at its own end or at the first breach. Being blind is a breach, also when the gap lies between
 * two attempts. In recovery nothing is left to undo, so a breach there is only recorded.
 */
export function createWatch(ports: Ports, samplings: Samplings, current: () => Running = running) {
  return async (input: WatchInput): Promise<WatchResult> => {
    const activity = current();
    const { startedAt, rules } = beginningOf(input, activity, ports.clock.now());
    const watching = samplings.join(input.runId, input.slis, rules, input.since);
    const { sampling } = watching;
    const beat = () => activity.heartbeat(heartbeatOf(input, startedAt, sampling, ports.clock.now()));
    const beating = setInterval(beat, beatMs(activity));
    const stopKeeping = keepAlive(input.keep, ports);
    const ending = new AbortController();
    try {
      beat();
      const signal = AbortSignal.any([activity.signal, ending.signal]);
      const end = segmentEnd(input, { since: input.since, startedAt, sampling, ports, signal });
      return input.segment === 'recovery'
        ? await end
        : await Promise.race([end, firstBreach(sampling, startedAt, signal)]);
    } finally {
      ending.abort();
      clearInterval(beating);
      stopKeeping();
      beat();
      await watching.leave(activity.signal.aborted && activity.cancelReason() === 'gone');
    }
  };
}

/** The first time at once: a segment may be shorter than the time between two. */
function keepAlive(faultIds: readonly string[] = [], ports: Ports): () => void {
  for (const id of faultIds) void renewLease(id, ports).catch(() => undefined);
  return keepLeases(faultIds, ports);
}

/**
 * Several within the timeout, or a beat that is a little late would end the attempt; not more, because beats are what loads the
 * server when hundreds of watches run.
 */
function beatMs({ heartbeatTimeoutMs }: Running): number {
  return heartbeatTimeoutMs === undefined ? BEAT_MS : heartbeatTimeoutMs / 4;
}
