import type { FaultOrder, UndoOrder } from '../activities/faults/orders.ts';
import type { FaultOutcome } from '../experiments/definition/outcome.ts';
import { perform } from './activity-options.ts';
import { Latch } from './latch.ts';
import { failureText, failureType, SKIPPED } from './failure-text.ts';
import type { FaultStatus, SettleOrder } from './messages.ts';
import type { RunningExperiment } from './running-experiment.ts';
import { tellOfStuckUndo } from './tell-of-stuck-undo.ts';
import { undoUntilDone, type UndoResult } from './undo-until-done.ts';

/**
 * Layer L2: the fault's own workflow was terminated, or failed. The record of the undo is beside the target; prepareUndo
 * answers with it. A fault that never got so far has no record: then the same call fences a late injection off.
 */
export async function undoOurselves(
  run: RunningExperiment,
  order: FaultOrder,
  workflowId: string,
  why: string,
): Promise<FaultOutcome> {
  const status: FaultStatus = {
    faultId: order.faultId,
    workflowId,
    name: order.name,
    fault: order.kind,
    target: order.target.label,
    state: 'undoing',
    since: Date.now(),
  };
  run.changed(status);
  const settle = new Latch<SettleOrder>();
  run.settling.set(order.faultId, settle);
  const undoStartedAt = Date.now();
  const because = `its workflow ended: ${why}`;
  const found = await findUndo(order);
  if ('skipped' in found) return { ...untouched(order, because), skipped: found.skipped };
  if ('problem' in found) return lost(order, because, found.problem);
  const tell = tellOfStuckUndo(order);
  const result = await undoUntilDone(found, run.experiment.recovery.within, settle.opened, {
    undone: () => run.changed({ ...status, state: 'off' }),
    stuck: (problem) => {
      run.changed({ ...status, state: 'stuck', problem });
      tell.stuck(problem);
    },
  });
  await tell.over(result);
  return { ...undone(order, found, because, result), undoStartedAt };
}

async function findUndo(order: FaultOrder): Promise<UndoOrder | { skipped: string } | { problem: string }> {
  try {
    return await perform('restore', 'prepareUndo', `find the undo of ${order.name}`, order);
  } catch (error) {
    const why = failureText(error);
    return failureType(error) === SKIPPED ? { skipped: why } : { problem: why };
  }
}

/** It was skipped before its workflow ended. */
const untouched = (order: FaultOrder, because: string): FaultOutcome => ({
  ...base(order, because),
  recovery: 'undone',
  expiry: 'never injected',
  undoFailures: 0,
  restored: 'yes',
  residue: [],
});

function lost(order: FaultOrder, because: string, problem: string): FaultOutcome {
  return {
    ...base(order, because),
    recovery: 'undone',
    expiry: 'unknown',
    undoFailures: 1,
    restored: 'no',
    residue: [
      `${order.name} on ${order.target.label}: the record of its undo could not be read (${problem}); look at the target`,
    ],
  };
}

function undone(
  order: FaultOrder,
  { recovery, expiry, preparedAt }: UndoOrder,
  because: string,
  result: UndoResult,
): FaultOutcome {
  const { injectedAt, undoneAt, verifiedAt, targetGone, failures, residue, settledBy } = result;
  return {
    ...base(order, because),
    recovery,
    expiry,
    preparedAt,
    injectedAt,
    undoneAt,
    verifiedAt,
    targetGone,
    undoFailures: failures,
    restored: residue.length === 0 ? 'yes' : 'no',
    residue,
    ...(settledBy ? { settled: { by: settledBy.by, comment: settledBy.comment, at: Date.now() } } : {}),
  };
}

function base({ faultId, name, kind, target }: FaultOrder, because: string) {
  return {
    faultId,
    name,
    fault: kind,
    target: { key: target.key, label: target.label },
    effect: { observed: 'unknown', evidence: because },
    releasedBecause: because,
    releasedAt: Date.now(),
  } as const;
}
