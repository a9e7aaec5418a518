import { workflowInfo } from '@temporalio/workflow';
import { perform } from './activity-options.ts';
import { failureText } from './failure-text.ts';

/** Its faults were asked to cancel and undo themselves; that they did is in the records beside the targets. */
export async function stillOwed(ownerId: string): Promise<readonly string[]> {
  try {
    await perform(
      'verify',
      'confirmUndone',
      `confirm that every fault of ${ownerId} is undone`,
      { ownerId },
      { scheduleToCloseTimeout: '2 min' },
    );
    return [];
  } catch (error) {
    return [failureText(error)];
  }
}

/** A reset begins a new run that may know nothing of the faults of the old one, and the server does not cancel them. */
export async function owedByEarlierRun(): Promise<readonly string[]> {
  const { workflowId, runId, originalExecutionRunId } = workflowInfo();
  return runId === originalExecutionRunId ? [] : stillOwed(workflowId);
}
