import { getExternalWorkflowHandle, patched, workflowInfo } from '@temporalio/workflow';
import { perform } from './activity-options.ts';
import { placesOf } from '../experiments/definition/record-place.ts';
import { faultWorkflowId } from './messages.ts';
import type { RunningExperiment } from './running-experiment.ts';
import { stillOwed } from './still-owed.ts';

/**
 * A reset begins a new run. The server does not cancel the children of the old one, and the new run knows of them only when it
 * replays their start. `patched`, because what came before the point of the reset is replayed and has none of these commands.
 */
const isAfterReset = (what: string): boolean => {
  const { runId, originalExecutionRunId } = workflowInfo();
  return runId !== originalExecutionRunId && patched(what);
};

/** Faults that the run before the reset has left on are cancelled, which undoes them; and nothing is injected beside them. */
export async function endEarlierRun(run: RunningExperiment): Promise<void> {
  if (!isAfterReset('end-earlier-run')) return;
  const owned = { ownerId: run.id, places: placesOf(run.experiment) };
  const owed = await perform('look', 'owedBy', 'faults of the run before the reset', owned);
  if (owed.length === 0) return;
  const labels = owed.map(({ label }) => label).join(', ');
  run.stop({ how: 'aborted', by: `it was reset while faults of its earlier run were on: ${labels}` });
  const cancels = owed.map(({ targetKey }) => getExternalWorkflowHandle(faultWorkflowId(targetKey)).cancel());
  // One that cannot be cancelled any more has ended, or is found by the confirmation.
  await Promise.allSettled(cancels);
  // What they told the old run comes to the new one too; their outcome does not.
  if ((await stillOwed(run.id, run.experiment)).length > 0) return;
  for (const { faultId } of owed) run.faults.delete(faultId);
  run.note('faults of the run before the reset are undone', 'good', labels);
}

/** What the run before the reset has left, one line each. */
export async function owedByEarlierRun({ id, experiment }: RunningExperiment): Promise<readonly string[]> {
  return isAfterReset('confirm-earlier-run') ? stillOwed(id, experiment) : [];
}
