import type { WatchInput, WatchResult } from '../activities/watch/segment.ts';
import { perform } from './activity-options.ts';
import type { RunningExperiment } from './running-experiment.ts';

type Without<T, K extends PropertyKey> = T extends unknown ? Omit<T, K> : never;
type Segment = Without<WatchInput, 'runId' | 'slis'>;

/**
 * One heartbeating activity, whatever the length. A third of the shortest blindAfter is the heartbeat timeout, so that a
 * killed worker is replaced before the watch counts as blind.
 */
export function watchSegment(run: RunningExperiment, segment: Segment): Promise<WatchResult> {
  const { slis } = run.experiment;
  const blindAfter = Math.min(30_000, ...slis.map((sli) => sli.blindAfter));
  return perform('watch', 'watch', `watch: ${segment.segment}`, { ...segment, runId: run.id, slis } as WatchInput, { heartbeatTimeout: Math.max(1_000, Math.floor(blindAfter / 3)) });
}
