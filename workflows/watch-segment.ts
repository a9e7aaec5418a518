import type { WatchInput, WatchResult } from '../activities/watch/segment.ts';
import { perform } from './activity-options.ts';
import type { RunningExperiment } from './running-experiment.ts';

type Without<T, K extends PropertyKey> = T extends unknown ? Omit<T, K> : never;
type Segment = Without<WatchInput, 'runId' | 'slis' | 'since' | 'keep'>;

/**
 * One heartbeating activity, whatever the length. A killed worker must be noticed before the watch counts as blind, and soon
 * enough that most of a short segment is still seen; a long one beats less often, because heartbeats load the server.
 */
export function watchSegment(run: RunningExperiment, segment: Segment): Promise<WatchResult> {
  const { slis } = run.experiment;
  const blindAfter = Math.min(30_000, ...slis.map((sli) => sli.blindAfter));
  const keep = run.environment && { keep: [run.environment.faultId] };
  const heartbeatTimeout = Math.floor(Math.max(SHORTEST_MS, Math.min(blindAfter / 3, lengthOf(segment) / 4)));
  return perform(
    'watch',
    'watch',
    `watch: ${segment.segment}`,
    { ...segment, ...keep, runId: run.id, slis, since: run.startedAt },
    { heartbeatTimeout },
  );
}

/** A worker that is only busy must not lose its watch. */
const SHORTEST_MS = 2_000;

function lengthOf(segment: Segment): number {
  if (segment.segment === 'baseline') return segment.endsAfterMs;
  return segment.segment === 'fault' ? segment.holdMs : segment.withinMs;
}
