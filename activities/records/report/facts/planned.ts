import type { ExperimentOutcome } from '../../../../experiments/definition/outcome.ts';
import type { GameDayPlan, PlannedExperiment } from '../../../../experiments/definition/plan.ts';

/** The plan of an experiment that was run. */
export function plannedExperiment(plan: GameDayPlan, experiment: ExperimentOutcome): PlannedExperiment | undefined {
  return plan.steps
    .filter((step) => step.kind === 'experiment')
    .map((step) => step.experiment)
    .find((planned) => planned.name === experiment.name);
}
