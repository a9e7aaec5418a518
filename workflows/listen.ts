import { ApplicationFailure, CancellationScope, getExternalWorkflowHandle, setHandler } from '@temporalio/workflow';
import {
  abortSignal,
  experimentStatus,
  faultChangedSignal,
  settleSignal,
  settleUpdate,
  type SettleOrder,
} from './messages.ts';
import type { RunningExperiment } from './running-experiment.ts';

/** Everything an experiment can be told or asked. */
export function listen(run: RunningExperiment): void {
  setHandler(experimentStatus, () => run.status(), { description: 'Where the experiment stands.' });
  setHandler(abortSignal, ({ by, reason }) => run.stop({ how: 'aborted', by: `${by}: ${reason}` }), {
    description: 'Put everything back and stop. Input: {"by": "...", "reason": "..."}',
  });
  setHandler(faultChangedSignal, (fault) => run.changed(fault));
  setHandler(settleUpdate, (order) => settle(run, order), {
    validator: (order) => refuseUnlessStuck(run, order),
    description: 'Close a fault by hand whose undo is stuck. Input: {"faultId": "...", "by": "...", "comment": "..."}',
  });
  CancellationScope.current().cancelRequested.catch(() => run.stop({ how: 'cancelled', by: 'a cancel request' }));
}

async function settle(run: RunningExperiment, order: SettleOrder): Promise<string> {
  const fault = run.faults.get(order.faultId)!;
  run.note(`${fault.name} on ${fault.target}: settled by hand`, 'bad', `${order.by}: ${order.comment}`);
  const own = run.settling.get(order.faultId);
  if (own) own.open(order);
  else await getExternalWorkflowHandle(fault.workflowId).signal(settleSignal, order);
  return `${fault.name} on ${fault.target} is settled by hand. Its verdict says so.`;
}

function refuseUnlessStuck(run: RunningExperiment, { faultId, comment }: SettleOrder): void {
  const fault = run.faults.get(faultId);
  const known = [...run.faults.values()].filter((one) => one.state === 'stuck').map((one) => one.faultId);
  const stuck = known.length === 0 ? 'No fault is stuck.' : `Stuck: ${known.join(', ')}.`;
  if (!fault) throw ApplicationFailure.nonRetryable(`No fault ${faultId} here. ${stuck}`, 'Refused');
  if (fault.state !== 'stuck') {
    throw ApplicationFailure.nonRetryable(
      `${faultId} is ${fault.state}, not stuck; only a fault whose undo is stuck can be settled by hand. ${stuck}`,
      'Refused',
    );
  }
  if (comment.trim() === '')
    throw ApplicationFailure.nonRetryable(
      'A comment is needed: what was done by hand, and how it was checked.',
      'Refused',
    );
}
