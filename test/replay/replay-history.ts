import { Worker } from '@temporalio/worker';
import { bundleOnce, installRuntime } from '../support/rig.ts';
import type { RecordedHistory } from './recorded-histories.ts';

/** Fails with what to do when the workflows of today would not have done what the history says. */
export async function replayHistory({ name, history }: RecordedHistory): Promise<void> {
  installRuntime();
  try {
    const { workflowId } = history.events![0]!.workflowExecutionStartedEventAttributes!;
    await Worker.runReplayHistory({ workflowBundle: await bundleOnce() }, history, workflowId!);
  } catch (error) {
    throw new Error(
      [
        `The workflows of today do not replay ${name}: ${error instanceof Error ? error.message : String(error)}`,
        'A game day that runs while this version is deployed would stop in the middle, with its fault on until its layers undo it.',
        "Keep the old commands for old runs: if (patched('what-changed')) { the new way } else { the old way },",
        "and see CONTRIBUTING.md, 'change a workflow'. Only when no game day of the recorded version can be running anywhere:",
        'remove its histories from test/replay/histories, and record new ones by `npm run record-histories`.',
      ].join('\n'),
      { cause: error },
    );
  }
}
