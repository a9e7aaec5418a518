import type { NextInput } from './next-steps.ts';
import { callWhom, listed, say } from './wording.ts';

/** The undo was done and the system still is not well: somebody must look now. */
export function notRecovered({ plan, outcome }: NextInput): readonly string[] {
  return outcome.experiments.flatMap((experiment) => {
    const failed = experiment.steadyStateAfter.filter((check) => check.result === 'not met');
    if (failed.length === 0) return [];
    const checks = listed(failed.map((check) => `${check.name}: ${check.detail}`));
    return [
      `Not recovered after ${say(experiment.name)}: ${checks}. ${callWhom(plan)}; undoing the fault was not enough.`,
    ];
  });
}
