import type { ExperimentOutcome } from '../../../../experiments/definition/outcome.ts';
import type { GameDayPlan } from '../../../../experiments/definition/plan.ts';
import { plannedExperiment } from '../facts/planned.ts';
import { targetsOf } from '../facts/targets.ts';
import { duration } from '../format/duration.ts';
import { counted } from '../format/number.ts';
import type { NextInput } from './next-steps.ts';
import { say } from './wording.ts';

/** Only when nothing else went wrong: the same question with a larger blast radius. */
export function widerBlastRadius({ plan, outcome }: NextInput): readonly string[] {
  if (outcome.experiments.length === 0 && outcome.verdict.ended === 'completed') {
    return ['No experiment was run, so nothing is known yet. Add an experiment to the steps of the plan.'];
  }
  if (outcome.verdict.hypothesis === 'broken' || outcome.verdict.restored === 'no') return [];
  return outcome.experiments.filter(isClean).map((experiment) => widen(experiment, plan));
}

function isClean({ verdict }: ExperimentOutcome): boolean {
  return verdict.hypothesis === 'held' && verdict.ended === 'completed' && verdict.restored === 'yes';
}

function widen(experiment: ExperimentOutcome, plan: GameDayPlan): string {
  const hit = targetsOf(experiment.faults).length;
  const holdMs = Math.max(0, ...(plannedExperiment(plan, experiment)?.groups.map((group) => group.holdMs) ?? []));
  const held = `${say(experiment.name)} held with ${counted(hit, 'target')}${holdMs > 0 ? ` and a hold of ${duration(holdMs)}` : ''}`;
  const more = `${counted(hit + 1, 'target')} (mode fixed: ${hit + 1}, limits.maxTargets: ${hit + 1})`;
  const longer = holdMs > 0 ? `, or a hold of ${duration(holdMs * 2)}` : '';
  return `${held}. Widen the blast radius one step: ${more}${longer}, still in ${say(experiment.environment)}.`;
}
