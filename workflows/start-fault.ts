import { WorkflowExecutionAlreadyStartedError } from '@temporalio/common';
import { getExternalWorkflowHandle, ParentClosePolicy, startChild, workflowInfo } from '@temporalio/workflow';
import type { FaultOrder } from '../activities/faults/orders.ts';
import type { FaultOutcome } from '../experiments/definition/outcome.ts';
import { failureText } from './failure-text.ts';
import { fault, type FaultInput } from './fault.ts';
import { FAULT_MEMO, faultWorkflowId, releaseSignal, WORKFLOW_TASK_TIMEOUT } from './messages.ts';
import type { RunningExperiment, Stop } from './running-experiment.ts';
import { attributePairs } from './search-attributes.ts';
import { undoOurselves } from './undo-ourselves.ts';

export interface StartedFault {
  release(why: string): void;
  /** Never rejects: a fault whose workflow is gone is undone by the experiment (layer L2). */
  readonly outcome: Promise<FaultOutcome>;
}

/** For what is kept by the same workflow and is no fault. */
type Special = Partial<Pick<FaultInput, 'verifyWithinMs' | 'injectWithinMs'>>;

/** Undefined when another game day holds the target; then the experiment is stopped, and the text says who. */
export async function startFault(
  run: RunningExperiment,
  order: FaultOrder,
  special: Special = {},
): Promise<StartedFault | undefined> {
  const workflowId = faultWorkflowId(order.target.key);
  const { verifyWithinMs = run.experiment.recovery.within } = special;
  run.changed({
    faultId: order.faultId,
    workflowId,
    name: order.name,
    fault: order.kind,
    target: order.target.label,
    state: 'owed',
    since: Date.now(),
  });
  try {
    const child = await startChild(fault, {
      workflowId,
      args: [{ ...special, order, verifyWithinMs }],
      workflowTaskTimeout: WORKFLOW_TASK_TIMEOUT,
      parentClosePolicy: ParentClosePolicy.REQUEST_CANCEL,
      staticSummary: `${order.kind} · ${order.name} · ${order.target.label}`,
      typedSearchAttributes: attributePairs({
        GameDay: order.owner.gameDayId,
        FaultKind: order.kind,
        Target: order.target.label,
        Environment: run.experiment.environment,
        FaultActive: false,
      }),
      memo: {
        [FAULT_MEMO.faultId]: order.faultId,
        // A target that recovers by itself has this time for it after the deadline.
        [FAULT_MEMO.overWithinMs]: order.holdMs + order.graceMs + verifyWithinMs,
      },
    });
    return {
      release: (why) =>
        void child
          .signal(releaseSignal, why)
          .catch(() => releaseAfterReset(workflowId, child.firstExecutionRunId, why))
          .catch(() => undefined),
      outcome: child.result().then(
        (outcome) => settled(run, outcome, workflowId),
        (error) => undoOurselves(run, order, workflowId, failureText(error)),
      ),
    };
  } catch (error) {
    run.faults.delete(order.faultId);
    run.stop(notStarted(order, workflowId, error));
    return undefined;
  }
}

/** A run that a reset began is not the parent of its children for the server, so they do not hear it as such. */
async function releaseAfterReset(workflowId: string, faultRunId: string, why: string): Promise<void> {
  const { runId, originalExecutionRunId } = workflowInfo();
  if (runId === originalExecutionRunId) return;
  await getExternalWorkflowHandle(workflowId, faultRunId).signal(releaseSignal, why);
}

function notStarted(order: FaultOrder, workflowId: string, error: unknown): Stop {
  if (!(error instanceof WorkflowExecutionAlreadyStartedError)) return { how: 'errored', by: failureText(error) };
  const text = `${order.target.label} already has a live fault: workflow ${workflowId}. Wait until it has ended, or abort its game day`;
  return { how: 'refused', by: text };
}

/** Nothing can change of it any more. */
export function settled(run: RunningExperiment, outcome: FaultOutcome, workflowId: string): FaultOutcome {
  const { faultId, name, fault: kind, target, skipped } = outcome;
  const state = skipped !== undefined ? 'skipped' : outcome.restored === 'yes' ? 'off' : 'settled';
  const why = skipped === undefined ? {} : { problem: skipped };
  run.changed({ faultId, workflowId, name, fault: kind, target: target.label, state, since: Date.now(), ...why });
  return outcome;
}
