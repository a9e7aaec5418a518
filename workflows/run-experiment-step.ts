import { ParentClosePolicy, isCancellation, startChild } from '@temporalio/workflow';
import type { ExperimentOutcome } from '../experiments/definition/outcome.ts';
import type { ExperimentStep } from '../experiments/definition/plan.ts';
import type { Verdict } from '../experiments/definition/verdict.ts';
import { experiment } from './experiment.ts';
import { failureText } from './failure-text.ts';
import { experimentWorkflowId, FIRST_PHASE, WORKFLOW_TASK_TIMEOUT } from './messages.ts';
import type { RunningGameDay } from './running-game-day.ts';
import { attributePairs } from './search-attributes.ts';
import { stillOwed } from './still-owed.ts';

/** Runs one experiment as a child. Should the game day end, the child is asked to cancel: it puts everything back. */
export async function runExperimentStep(day: RunningGameDay, step: ExperimentStep, index: number): Promise<void> {
  const { plan } = day;
  const id = experimentWorkflowId(day.id, index + 1, step.experiment.name);
  const window = plan.window?.onClose === 'finishStep' ? undefined : plan.window;
  const input = {
    gameDayId: day.id,
    experiment: step.experiment,
    guardrails: [...plan.guardrails, ...step.experiment.guardrails],
    window,
    team: plan.team,
  };
  const { environment, hypothesis } = step.experiment;
  const child = await startChild(experiment, {
    workflowId: id,
    args: [input],
    workflowTaskTimeout: WORKFLOW_TASK_TIMEOUT,
    parentClosePolicy: ParentClosePolicy.REQUEST_CANCEL,
    staticSummary: `${step.name} · ${environment}`,
    staticDetails: `**Hypothesis:** ${hypothesis}`,
    typedSearchAttributes: attributePairs({
      GameDay: day.id,
      Environment: environment,
      Phase: FIRST_PHASE,
      ...(plan.team === undefined ? {} : { Team: plan.team }),
    }),
  });
  day.running = child;
  day.passOnAbort();
  day.update(index, { experimentId: id });
  const outcome = await child.result().catch((error) => withoutResult(day, step, id, error));
  day.running = undefined;
  day.experiments.push(outcome);
  day.update(index, { state: 'done', verdict: outcome.verdict });
  const why = reasonToStop(step, outcome.verdict);
  const isLast = index === plan.steps.length - 1;
  if (!isLast && why !== undefined) day.stop({ how: 'aborted', by: why });
}

/** A cancelled experiment has sent its outcome before; a terminated one has not, so look at the targets' records. */
async function withoutResult(
  day: RunningGameDay,
  step: ExperimentStep,
  id: string,
  error: unknown,
): Promise<ExperimentOutcome> {
  const arrived = day.arrived.get(id);
  if (isCancellation(error)) day.stop({ how: 'aborted', by: `${step.name} was cancelled` });
  if (arrived) return arrived;
  const why = `the experiment's workflow ended without a result: ${failureText(error)}`;
  const residue = await stillOwed(id, step.experiment);
  const { name, hypothesis, environment } = step.experiment;
  return {
    id,
    name,
    hypothesis,
    environment,
    startedAt: day.startedAt,
    endedAt: Date.now(),
    verdict: {
      hypothesis: 'unknown',
      ended: 'errored',
      endedBy: why,
      restored: residue.length === 0 ? 'yes' : 'no',
      residue,
      reasons: [why],
    },
    guardrails: [],
    steadyStateBefore: [],
    steadyStateAfter: [],
    faults: [],
    slis: [],
    timeline: [],
  };
}

function reasonToStop(step: ExperimentStep, { hypothesis, ended, endedBy, restored }: Verdict): string | undefined {
  if (restored === 'no') return `${step.name} is not restored`;
  if (ended === 'aborted') return `${step.name} was aborted: ${endedBy ?? 'unknown'}`;
  if (step.onBroken === 'continue' || (hypothesis === 'held' && ended === 'completed')) return undefined;
  return ended === 'completed'
    ? `${step.name}: hypothesis ${hypothesis}, and onBroken says stop`
    : `${step.name} was ${ended}: ${endedBy ?? 'unknown'}`;
}
