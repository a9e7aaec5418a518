import type { PlannedExperiment } from '../experiments/definition/plan.ts';

/**
 * The longest time that an experiment can take when nothing hangs: making its disposable environment, baseline, and hold and
 * recovery of every group. How long a snapshot or a removal takes is up to its storage, so they are not in it.
 */
export function longestMs({ baseline, groups, recovery, clone }: PlannedExperiment): number {
  return makingMs(clone) + baseline + groups.reduce((sum, group) => sum + group.holdMs + recovery.within, 0);
}

/** `timeout` is that of each part: volumes, every scrub, the start. */
function makingMs(clone: PlannedExperiment['clone']): number {
  return clone === undefined ? 0 : clone.timeout * (2 + clone.scrub.length);
}
