import type { ExperimentOutcome } from '../../../../experiments/definition/outcome.ts';
import { stepsOf, type Step } from '../facts/steps.ts';
import { preciseTime, relative } from '../format/clock.ts';
import { duration } from '../format/duration.ts';
import { icon } from './icon.ts';
import { html, type Markup } from './markup.ts';

export function timeline(experiment: ExperimentOutcome): Markup {
  const steps = stepsOf(experiment);
  return html`<h3>Timeline</h3><ol class="timeline">${steps.map((step) => entry(step, experiment.startedAt))}</ol>`;
}

function entry({ at, what, detail, tone, afterMs }: Step, zero: number): Markup {
  const since = afterMs === undefined || afterMs === 0 ? null : html`<small>${duration(afterMs)} later</small>`;
  return html`<li class="${tone}"><span class="times"><b>${relative(at, zero)}</b> <time>${preciseTime(at)}</time>${since}</span>${icon(tone)}
<span class="what">${what}${detail === undefined ? null : html`<small>${detail}</small>`}</span></li>`;
}
