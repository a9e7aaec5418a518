import type { PlannedExperiment } from '../experiments/definition/plan.ts';

/** The longest time that an experiment can take when nothing hangs: baseline, and hold and recovery of every group. */
export function longestMs({ baseline, groups, recovery }: PlannedExperiment): number {
  return baseline + groups.reduce((sum, group) => sum + group.holdMs + recovery.within, 0);
}
