import {
  CancellationScope,
  CancelledFailure,
  allHandlersFinished,
  condition,
  isCancellation,
  sleep,
} from '@temporalio/workflow';
import type { GameDayOutcome } from '../experiments/definition/outcome.ts';
import type { GameDayPlan, PlannedStep } from '../experiments/definition/plan.ts';
import { perform } from './activity-options.ts';
import { approve } from './approval.ts';
import { failureText } from './failure-text.ts';
import { listenToGameDay } from './listen-to-game-day.ts';
import { RunningGameDay } from './running-game-day.ts';
import { runExperimentStep } from './run-experiment-step.ts';

/** The steps in order, guardrails before each; then the verdict and the report, also after an abort or a cancel. */
export async function gameDay(plan: GameDayPlan): Promise<GameDayOutcome> {
  const day = new RunningGameDay(plan);
  listenToGameDay(day);
  const clock = new CancellationScope();
  void clock.run(() => undoWhenWindowCloses(day)).catch(() => undefined);
  await runSteps(day);
  clock.cancel();
  const outcome = await CancellationScope.nonCancellable(() => conclude(day));
  if (day.stopped?.how === 'cancelled') throw new CancelledFailure('cancelled; everything was put back first');
  return outcome;
}

async function runSteps(day: RunningGameDay): Promise<void> {
  for (const [index, step] of day.plan.steps.entries()) {
    if (day.stopped || day.skipNext) {
      day.skip(index, day.stopped?.by ?? day.skipNext ?? '');
      continue;
    }
    day.begin(index);
    try {
      await mayBegin(day);
      if (!day.stopped) await runStep(day, step, index);
    } catch (error) {
      day.stop(
        isCancellation(error)
          ? { how: 'cancelled', by: 'a cancel request' }
          : { how: 'errored', by: failureText(error) },
      );
    }
    day.finish(index);
  }
}

async function runStep(day: RunningGameDay, step: PlannedStep, index: number): Promise<void> {
  switch (step.kind) {
    case 'experiment':
      return runExperimentStep(day, step, index);
    case 'pause':
      await condition(() => day.stopped !== undefined, step.ms, { summary: step.name });
      return;
    case 'approval':
      return approve(day, step, index);
    default:
      return step satisfies never;
  }
}

async function mayBegin(day: RunningGameDay): Promise<void> {
  const { guardrails, window, steps } = day.plan;
  if (guardrails.length === 0 && window === undefined) return;
  const step = steps[day.step - 1]!;
  const results = await perform('look', 'checkGuardrails', `guardrails before ${step.name}`, {
    guardrails,
    window,
    intent: { experiment: step.name, faults: [], targets: [], targetsSoFar: 0, longestMs: 0 },
  });
  const against = results.filter((one) => one.result !== 'met');
  if (against.length === 0) return;
  day.stop({
    how: 'refused',
    by: `guardrail: ${against.map((one) => `${one.name} ${one.result} (${one.detail})`).join('; ')}`,
  });
}

async function undoWhenWindowCloses(day: RunningGameDay): Promise<void> {
  const { window } = day.plan;
  if (window?.onClose !== 'undoNow') return;
  await sleep(Math.max(0, window.endMs - Date.now()), { summary: 'end of the window' });
  day.abort({ by: 'the window', reason: 'it is closed, and onClose says undoNow' });
}

async function conclude(day: RunningGameDay): Promise<GameDayOutcome> {
  const outcome = day.conclude();
  try {
    day.reports = await perform('record', 'writeReport', 'write the report', { plan: day.plan, outcome });
  } catch (error) {
    day.reportProblem = failureText(error);
  }
  day.show();
  await condition(allHandlersFinished);
  return outcome;
}
