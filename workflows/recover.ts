import type { FaultOutcome } from '../experiments/definition/outcome.ts';
import { perform } from './activity-options.ts';
import type { RunningExperiment } from './running-experiment.ts';
import { watchSegment } from './watch-segment.ts';

/**
 * Watches from the moment of release until the steady state holds again; `recovery.within` counts from the last undo. The
 * last word is a check after everything is undone.
 */
export async function recover(run: RunningExperiment, undoing: Promise<readonly FaultOutcome[]>): Promise<void> {
  const { recovery, steadyState } = run.experiment;
  const settleMs = run.stopped && run.stopped.how !== 'breach' ? 0 : recovery.settle;
  const releasedAt = Date.now();
  const watchRecovery = (withinMs: number) =>
    watchSegment(run, { segment: 'recovery', steadyState, settleMs, withinMs });

  void undoing.then(() => run.enter('recovering', Date.now() + recovery.within));
  const [first, outcomes] = await Promise.all([watchRecovery(recovery.within), undoing]);
  const undoneAt = Math.max(releasedAt, ...outcomes.map((one) => one.undoneAt ?? releasedAt));
  let recovered = first;
  const left = undoneAt + recovery.within - Date.now();
  if (first.ended !== 'recovered' && left > 0) recovered = await watchRecovery(left);

  run.steadyStateAfter = await perform('look', 'checkSteadyState', 'steady state after the undo', {
    checks: steadyState,
    since: run.startedAt,
  });
  const holds = run.steadyStateAfter.every((one) => one.result === 'met');
  if (holds && recovered.recoveredAt !== undefined)
    run.recoveredAfterMs = Math.max(0, recovered.recoveredAt - undoneAt);
  run.note(holds ? 'steady state holds again' : 'steady state not met after the undo', holds ? 'good' : 'bad');
  run.recovered = holds;
}
