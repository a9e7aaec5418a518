import type { ExperimentOutcome } from '../../../../experiments/definition/outcome.ts';
import type { Report } from '../../../../experiments/definition/report.ts';
import { measurementsOf } from '../facts/measurements.ts';
import { untouched, wasTouched } from '../facts/was-touched.ts';
import { dateAndTime, durationBetween } from '../format/clock.ts';
import { mdChecks } from './checks.ts';
import { mdClone } from './clone.ts';
import { md, mdParagraph } from './escape.ts';
import { mdFaults } from './faults.ts';
import { mdMeasurements } from './measurements.ts';
import { mdSnapshot } from './snapshot.ts';
import { mdTimeline } from './timeline.ts';
import { mdVerdict } from './verdict.ts';

export function mdExperiment(report: Report, experiment: ExperimentOutcome, index: number): readonly string[] {
  const alone = report.outcome.experiments.length === 1;
  return [
    `## Experiment ${index + 1}: ${md(experiment.name)}`,
    `> ${mdParagraph(experiment.hypothesis)}`,
    `${dateAndTime(experiment.startedAt)}, ${durationBetween(experiment.startedAt, experiment.endedAt)}, in ${md(experiment.environment)}.`,
    ...(alone ? [] : mdVerdict(experiment.verdict, [experiment])),
    ...(wasTouched(experiment)
      ? [...mdMeasurements(measurementsOf(report, experiment)), ...mdFaults(experiment)]
      : [untouched(experiment)]),
    ...mdChecks(experiment),
    ...mdSnapshot(experiment),
    ...mdClone(experiment),
    ...mdTimeline(experiment),
  ];
}
