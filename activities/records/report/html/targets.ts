import type { ExperimentOutcome } from '../../../../experiments/definition/outcome.ts';
import type { GameDayPlan } from '../../../../experiments/definition/plan.ts';
import { plannedExperiment } from '../facts/planned.ts';
import { targetsOf, type HitTarget } from '../facts/targets.ts';
import { targetWords } from '../facts/target-words.ts';
import { badge } from './icon.ts';
import { html, type Markup } from './markup.ts';
import { table, type Column } from './table.ts';

const COLUMNS: readonly Column<HitTarget>[] = [
  { head: 'Target', cell: ({ label }) => label },
  { head: 'Identity', cell: ({ key }) => html`<code>${key}</code>` },
  { head: 'Faults', cell: ({ faults }) => faults.map((fault) => fault.name).join(', ') },
  {
    head: 'As it was',
    cell: ({ faults }) => (faults.some((fault) => fault.restored === 'no') ? badge('bad', 'no') : badge('good', 'yes')),
  },
];

export function targets(plan: GameDayPlan, experiment: ExperimentOutcome): Markup {
  const hit = targetsOf(experiment.faults);
  const chosen = targetWords(plannedExperiment(plan, experiment)).map(
    (words) => html`<p class="sampling">Chosen by ${words}</p>`,
  );
  const body =
    hit.length === 0 ? html`<p class="none">No target was touched.</p>` : table('text', 'What was hit', COLUMNS, hit);
  return html`<h3>Targets</h3>${chosen}${body}`;
}
