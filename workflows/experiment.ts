import {
  CancellationScope,
  CancelledFailure,
  allHandlersFinished,
  condition,
  getExternalWorkflowHandle,
  isCancellation,
  sleep,
  workflowInfo,
} from '@temporalio/workflow';
import type { GuardrailSpec } from '../experiments/definition/guardrails/index.ts';
import type { ExperimentOutcome } from '../experiments/definition/outcome.ts';
import type { PlannedExperiment, PlannedWindow } from '../experiments/definition/plan.ts';
import { afterwards } from './afterwards.ts';
import { endEarlierRun } from './earlier-run.ts';
import { failureText } from './failure-text.ts';
import { listen } from './listen.ts';
import { experimentEndedSignal } from './messages.ts';
import { prepare } from './prepare.ts';
import { runGroup } from './run-group.ts';
import { RunningExperiment } from './running-experiment.ts';

export interface ExperimentInput {
  readonly gameDayId: string;
  readonly experiment: PlannedExperiment;
  /** Those of the game day and of the experiment together. */
  readonly guardrails: readonly GuardrailSpec[];
  /** Only when faults must not begin after its end. */
  readonly window?: PlannedWindow | undefined;
  readonly team?: string | undefined;
}

/**
 * Check, snapshot, baseline; then each group of faults: inject, hold under watch, undo, recover; then account and judge. From
 * the first fault on nothing can stop it from putting everything back.
 */
export async function experiment(input: ExperimentInput): Promise<ExperimentOutcome> {
  const run = new RunningExperiment(input);
  listen(run);
  const clock = new CancellationScope();
  void clock.run(() => watchTheClock(run)).catch(() => undefined);
  await attempt(run, async () => {
    await CancellationScope.nonCancellable(() => endEarlierRun(run));
    if (run.stopped) return;
    await prepare(run);
    await CancellationScope.nonCancellable(() => breakAndPutBack(run));
  });
  clock.cancel();
  const outcome = await CancellationScope.nonCancellable(() => afterwards(run));
  await CancellationScope.nonCancellable(() => condition(allHandlersFinished));
  if (run.stopped?.how !== 'cancelled') return outcome;
  await tellOwner(outcome);
  throw new CancelledFailure('cancelled; everything was put back first');
}

async function breakAndPutBack(run: RunningExperiment): Promise<void> {
  for (const [index, group] of run.experiment.groups.entries()) {
    await runGroup(run, group, index);
    if (run.stopped) return;
    if (run.recovered !== false || index === run.experiment.groups.length - 1) continue;
    return run.stop({
      how: 'aborted',
      by: `the steady state did not return after ${group.name}; the next faults were not begun`,
    });
  }
}

/** Whatever goes wrong ends the experiment in order; it never skips the accounting. */
async function attempt(run: RunningExperiment, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (isCancellation(error)) run.stop({ how: 'cancelled', by: 'a cancel request' });
    else run.stop({ how: 'errored', by: failureText(error) });
  }
}

async function watchTheClock(run: RunningExperiment): Promise<void> {
  const { maxDuration } = run.experiment.limits;
  await sleep(maxDuration, { summary: 'limits.maxDuration' });
  run.stop({ how: 'aborted', by: `limits.maxDuration (${maxDuration / 1000} s) is over` });
}

/** A cancelled workflow has no result, so the game day gets the outcome by signal. */
async function tellOwner(outcome: ExperimentOutcome): Promise<void> {
  const { parent } = workflowInfo();
  if (!parent) return;
  await CancellationScope.nonCancellable(() =>
    getExternalWorkflowHandle(parent.workflowId, parent.runId).signal(experimentEndedSignal, outcome),
  ).catch(() => undefined);
}
