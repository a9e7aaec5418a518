import type { ExperimentOutcome } from '../../../../experiments/definition/outcome.ts';
import type { Report } from '../../../../experiments/definition/report.ts';
import { dateAndTime, durationBetween } from '../format/clock.ts';
import { duration } from '../format/duration.ts';
import { measurementsOf } from '../facts/measurements.ts';
import { untouched, wasTouched } from '../facts/was-touched.ts';
import { answerCards, explanation } from './answers.ts';
import { checks } from './checks.ts';
import { clone } from './clone.ts';
import { faults } from './faults.ts';
import { html, type Markup } from './markup.ts';
import { objectives } from './objectives.ts';
import { anchorOf } from './overview.ts';
import { slis } from './slis.ts';
import { snapshot } from './snapshot.ts';
import { targets } from './targets.ts';
import { timeline } from './timeline.ts';

export function experimentSection(report: Report, experiment: ExperimentOutcome, index: number): Markup {
  const measurements = measurementsOf(report, experiment);
  const measured = html`${objectives(measurements)}${slis(experiment, measurements)}`;
  const alone = report.outcome.experiments.length === 1;
  return html`<section class="experiment" id="${anchorOf(index)}">
<h2><small>Experiment ${index + 1}</small> ${experiment.name}</h2>
<blockquote class="hypothesis">${experiment.hypothesis}</blockquote>
<p class="when">${dateAndTime(experiment.startedAt)}, ${durationBetween(experiment.startedAt, experiment.endedAt)}, in ${experiment.environment}. ${speed(experiment)}</p>
${alone ? null : html`${answerCards(experiment.verdict, [experiment])}${explanation(experiment.verdict)}`}
${wasTouched(experiment) ? measured : html`<p class="none">${untouched(experiment)}</p>`}
${timeline(experiment)}
${wasTouched(experiment) ? html`${faults(experiment)}${targets(report.plan, experiment)}` : null}
${checks(experiment)}
${snapshot(experiment)}
${clone(experiment)}
</section>`;
}

function speed({ breachToUndoneMs, recoveredAfterMs }: ExperimentOutcome): Markup {
  const undone =
    breachToUndoneMs === undefined
      ? null
      : html`Everything was undone <strong>${duration(breachToUndoneMs)}</strong> after the breach was seen. `;
  const recovered =
    recoveredAfterMs === undefined
      ? null
      : html`The steady state was back after <strong>${duration(recoveredAfterMs)}</strong>.`;
  return html`${undone}${recovered}`;
}
