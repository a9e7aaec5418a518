import type { ExperimentOutcome } from '../../../../experiments/definition/outcome.ts';
import { expectation, metricLabel, metricValue } from '../format/metric.ts';
import type { NextInput } from './next-steps.ts';
import { listed, named, say } from './wording.ts';

/** One step per experiment, naming what was expected and what was measured. */
export function missedObjectives({ plan, outcome }: NextInput): readonly string[] {
  const owner = plan.people.owner === undefined ? 'the owner of the service' : say(plan.people.owner);
  return outcome.experiments.flatMap((experiment) => {
    const missed = missedOf(experiment);
    if (missed.length === 0) return [];
    return [
      `Objectives missed in ${say(experiment.name)}: ${listed(missed)}. File it with ${owner}, and run the same experiment again after the repair.`,
    ];
  });
}

function missedOf({ slis }: ExperimentOutcome): readonly string[] {
  return slis.flatMap((sli) =>
    sli.objectives
      .filter(({ result, metric }) => result === 'missed' && !(metric === 'lostWrites' && (sli.writes?.lost ?? 0) > 0))
      .map(
        ({ metric, expected, actual }) =>
          `${named(sli.name)}: ${metricLabel[metric]} ${expectation(expected)} expected, ${metricValue(metric, actual)} measured`,
      ),
  );
}
