import type { GameDayPlan } from '../experiments/definition/plan.ts';
import { perform } from './activity-options.ts';
import { longestMs } from './longest.ts';
import type { ExperimentPreview, PlanPreview } from './questions.ts';

/** The dry run: resolves targets and checks guardrails now, on a worker, where the faults would be injected. */
export async function previewPlan(plan: GameDayPlan): Promise<PlanPreview> {
  const experiments: ExperimentPreview[] = [];
  let host = '';
  for (const step of plan.steps) {
    if (step.kind !== 'experiment') continue;
    const guardrails = [...plan.guardrails, ...step.experiment.guardrails];
    const preview = await perform('look', 'previewExperiment', step.name, {
      experiment: step.experiment,
      guardrails,
      longestMs: longestMs(step.experiment),
    });
    host = preview.host;
    experiments.push(preview.experiment);
  }
  const guardrails = await perform('look', 'checkGuardrails', 'guardrails', {
    guardrails: plan.guardrails,
    window: plan.window,
    intent: { experiment: plan.name, faults: [], targets: [], targetsSoFar: 0, longestMs: 0 },
  });
  const waits = plan.steps.map((step) =>
    step.kind === 'experiment' ? longestMs(step.experiment) : step.kind === 'pause' ? step.ms : step.expiresMs,
  );
  return { host, guardrails, experiments, longestMs: waits.reduce((sum, ms) => sum + ms, 0) };
}
