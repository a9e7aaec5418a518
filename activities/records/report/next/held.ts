import type { ExperimentOutcome } from '../../../../experiments/definition/outcome.ts';
import type { FaultGroup, GameDayPlan } from '../../../../experiments/definition/plan.ts';
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
  const groups = plannedExperiment(plan, experiment)?.groups ?? [];
  const rounds = groups.find(({ round }) => round !== undefined)?.round?.of;
  const hit = rounds === undefined ? targetsOf(experiment.faults).length : largestRound(experiment, groups);
  const holdMs = Math.max(0, ...groups.map((group) => group.holdMs));
  const inRounds = rounds === undefined ? '' : ` in each of ${rounds} rounds`;
  const held = `${say(experiment.name)} held with ${counted(hit, 'target')}${inRounds}${holdMs > 0 ? ` and a hold of ${duration(holdMs)}` : ''}`;
  const more = `${counted(hit + 1, 'target')} (mode fixed: ${hit + 1}, limits.maxTargets: ${hit + 1})`;
  // Rounds that are closer together are harder than longer ones.
  const next = rounds === undefined ? `a hold of ${duration(holdMs * 2)}` : `a round every ${duration(holdMs / 2)}`;
  const other = holdMs > 0 ? `, or ${next}` : '';
  return `${held}. Widen the blast radius one step: ${more}${other}, still in ${say(experiment.environment)}.`;
}

function largestRound({ faults }: ExperimentOutcome, groups: readonly FaultGroup[]): number {
  const counts = groups.map((group) => {
    const names = new Set(group.faults.map(({ name }) => name));
    return targetsOf(faults.filter(({ name }) => names.has(name))).length;
  });
  return Math.max(0, ...counts);
}
