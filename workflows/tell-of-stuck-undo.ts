import { CancellationScope, workflowInfo } from '@temporalio/workflow';
import type { FaultOrder } from '../activities/faults/orders.ts';
import type { Notice } from '../activities/ports.ts';
import { perform } from './activity-options.ts';
import { stuckUndoId } from './messages.ts';
import type { UndoResult } from './undo-until-done.ts';

/** A receiver that hangs holds the end of a stuck undo up for so long at most. */
const TOLD_WITHIN_MS = 30_000;

/** Pages somebody, and says when it is over. A page never disturbs the undo: nothing waits for it, and its failure is only logged. */
export function tellOfStuckUndo(order: FaultOrder): {
  stuck(problem: string): void;
  over(result: UndoResult): Promise<void>;
} {
  const { faultId, name, target, owner } = order;
  let paging: Promise<void> | undefined;
  const send = async (severity: Notice['severity'], title: string, text: string) => {
    const notice = {
      id: stuckUndoId(faultId),
      severity,
      title,
      text,
      gameDay: owner.gameDayId,
      workflowId: workflowInfo().workflowId,
      fault: faultId,
      at: new Date(Date.now()).toISOString(),
    };
    try {
      await CancellationScope.nonCancellable(() =>
        perform('record', 'page', `tell: ${title}`, notice, { scheduleToCloseTimeout: TOLD_WITHIN_MS }),
      );
    } catch {
      return;
    }
  };
  return {
    stuck(problem) {
      const byHand = `gameday settle ${owner.gameDayId} --fault ${faultId} --as NAME --comment TEXT`;
      paging = send(
        'page',
        `NOT RESTORED: the undo of ${name} on ${target.label} is stuck`,
        `Last problem: ${withoutStop(problem)}. It goes on trying, for ever. If you undo it by hand, say so: ${byHand}`,
      );
    },
    async over({ residue, settledBy }) {
      if (!paging) return;
      // Told in this order also when the receiver is slow.
      await paging;
      const how = settledBy ? `settled by hand by ${settledBy.by}` : 'undone after all, and verified';
      const left = residue.length > 0 ? ` Left: ${residue.join('; ')}` : '';
      await send('info', `${name} on ${target.label}: ${how}`, `The undo was stuck; it is over now: ${how}.${left}`);
    },
  };
}

const withoutStop = (sentence: string): string => sentence.replace(/\.$/, '');
