import type { ResolvedGroup } from '../activities/targets/target-activities.ts';
import type { FaultGroup } from '../experiments/definition/plan.ts';
import { performAtOnce } from './activity-options.ts';
import { driftOf } from './drift.ts';
import { failureText, failureType } from './failure-text.ts';
import { longestMs } from './longest.ts';
import type { RunningExperiment } from './running-experiment.ts';

/**
 * The targets of one group, and what the guardrails say of them. No target, or one that must not be touched, is a refusal:
 * nothing of this group was begun.
 */
export async function resolveGroup(run: RunningExperiment, group: FaultGroup): Promise<ResolvedGroup | undefined> {
  try {
    const found = await performAtOnce('look', 'resolveTargets', `targets and guardrails of ${group.name}`, {
      faults: group.faults,
      guardrails: run.guardrails,
      window: run.input.window,
      experiment: run.experiment.name,
      targetsBefore: run.targetsBefore(group),
      longestMs: longestMs(run.experiment),
    });
    noteDrift(run, group, found);
    return found;
  } catch (error) {
    if (failureType(error) === undefined) throw error;
    run.stop({ how: 'refused', by: failureText(error) });
    return undefined;
  }
}

/** The first group is resolved when the experiment is checked, and again before the injection: meanwhile there may be a long snapshot. */
function noteDrift(run: RunningExperiment, group: FaultGroup, { resolved }: ResolvedGroup): void {
  const before = run.lastResolved?.group === group ? run.lastResolved.resolved : undefined;
  run.lastResolved = { group, resolved };
  const drift = before && driftOf(before, resolved);
  if (drift !== undefined) run.note('other targets match than when it was checked', 'neutral', drift);
}
