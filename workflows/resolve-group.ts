import type { ResolvedGroup } from '../activities/targets/target-activities.ts';
import type { FaultGroup } from '../experiments/definition/plan.ts';
import { performAtOnce } from './activity-options.ts';
import { failureText, failureType } from './failure-text.ts';
import { longestMs } from './longest.ts';
import type { RunningExperiment } from './running-experiment.ts';

/**
 * The targets of one group, and what the guardrails say of them. No target, or one that must not be touched, is a refusal:
 * nothing of this group was begun.
 */
export async function resolveGroup(run: RunningExperiment, group: FaultGroup): Promise<ResolvedGroup | undefined> {
  try {
    return await performAtOnce('look', 'resolveTargets', `targets and guardrails of ${group.name}`, {
      faults: group.faults,
      guardrails: run.guardrails,
      window: run.input.window,
      experiment: run.experiment.name,
      targetsBefore: run.targetsBefore(group),
      longestMs: longestMs(run.experiment),
    });
  } catch (error) {
    if (failureType(error) === undefined) throw error;
    run.stop({ how: 'refused', by: failureText(error) });
    return undefined;
  }
}
