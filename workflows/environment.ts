import { CancellationScope, condition } from '@temporalio/workflow';
import type { FaultOrder } from '../activities/faults/orders.ts';
import type { FaultOutcome } from '../experiments/definition/outcome.ts';
import type { PlannedExperiment } from '../experiments/definition/plan.ts';
import { placeMark } from '../experiments/definition/record-place.ts';
import { perform } from './activity-options.ts';
import { failureText, failureType } from './failure-text.ts';
import { GRACE_MS } from './fault-orders.ts';
import { HOLD_OVER } from './messages.ts';
import type { RunningExperiment } from './running-experiment.ts';
import { startFault, type StartedFault } from './start-fault.ts';

const MINUTE_MS = 60_000;
/** Making it may take hours; what was done in an attempt that dies is not done again. */
const MAKING_WITHIN_MS = 120 * MINUTE_MS;
/** Volumes are deleted by their driver, when it finds the time. */
const REMOVED_WITHIN_MS = 5 * MINUTE_MS;
/** Beside the longest time of the experiment: for the accounts, and for undos that need another attempt. */
const MARGIN_MS = 10 * MINUTE_MS;

/** The clone of an experiment that has one. It is owed its removal as a fault is owed its undo, and by the same workflow. */
export interface Environment {
  readonly faultId: string;
  readonly fault: StartedFault;
}

/** After the snapshot, before anything is looked at. Without it there is no fault. */
export function makeEnvironment(run: RunningExperiment): Promise<void> {
  // A cancel stops the run, and the run removes it.
  return CancellationScope.nonCancellable(() => make(run));
}

async function make(run: RunningExperiment): Promise<void> {
  const order = await orderOf(run);
  if (order === undefined) return;
  run.enter('making the environment');
  const fault = await startFault(run, order, {
    injectWithinMs: MAKING_WITHIN_MS,
    verifyWithinMs: REMOVED_WITHIN_MS,
  });
  if (fault === undefined) return;
  run.environment = { faultId: order.faultId, fault };
  void fault.outcome.then((outcome) => endedEarly(run, outcome));
  const isMade = () => run.faults.get(order.faultId)?.state === 'on';
  await condition(() => isMade() || run.stopped !== undefined);
  if (isMade()) run.note('environment made', 'good', order.target.label);
}

/** Answers with what became of it; undefined when there was none. Waits until nothing of it is left. */
export async function removeEnvironment(run: RunningExperiment): Promise<FaultOutcome | undefined> {
  const { environment } = run;
  if (environment === undefined) return undefined;
  run.enter('removing the environment');
  run.isRemovingEnvironment = true;
  environment.fault.release(HOLD_OVER);
  const outcome = await environment.fault.outcome;
  if (outcome.restored === 'yes') run.note('environment removed', 'good', outcome.target.label);
  else run.note('environment not removed', 'bad', outcome.residue.join('; '));
  return outcome;
}

/** Nobody asked for it yet, so the experiment cannot go on. */
function endedEarly(run: RunningExperiment, { error, target, releasedBecause, injectedAt }: FaultOutcome): void {
  if (run.isRemovingEnvironment) return;
  if (injectedAt === undefined)
    run.stop({ how: 'refused', by: `no environment, no fault: ${error ?? releasedBecause}` });
  else run.stop({ how: 'aborted', by: `${target.label} ended early: ${releasedBecause}` });
}

async function orderOf(run: RunningExperiment): Promise<FaultOrder<'environment-clone'> | undefined> {
  const { experiment, snapshot } = run;
  const settings = cloneOrder(experiment, snapshot?.reference.id);
  if (settings === undefined) return undefined;
  try {
    const target = await perform('look', 'identifyClone', `whether ${settings.namespace} is free`, settings);
    return {
      faultId: `${run.id}/environment${placeMark(target)}`,
      generation: 1,
      owner: { workflowId: run.id, gameDayId: run.input.gameDayId },
      name: 'environment',
      kind: 'environment-clone',
      settings,
      target,
      holdMs: MAKING_WITHIN_MS + experiment.limits.maxDuration + experiment.recovery.within + MARGIN_MS,
      graceMs: GRACE_MS,
    };
  } catch (error) {
    if (failureType(error) === undefined) throw error;
    run.stop({ how: 'refused', by: `no environment, no fault: ${failureText(error)}` });
    return undefined;
  }
}

function cloneOrder({ clone, snapshot }: PlannedExperiment, snapshotId: string | undefined) {
  if (clone === undefined || snapshot?.kind !== 'csi-volume-snapshot' || snapshotId === undefined) return undefined;
  const { namespace: from } = snapshot.settings;
  return { ...clone, from, snapshotId };
}
