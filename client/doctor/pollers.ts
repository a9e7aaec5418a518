import { type DoctorFinding, fine, wrong } from '../../experiments/definition/doctor.ts';
import { TASK_QUEUE, UNDO_TASK_QUEUE } from '../../workflows/messages.ts';
import type { TemporalCheck } from './examine-temporal.ts';

const WORKFLOWS = 1;
const ACTIVITIES = 2;

/** The server remembers a dead worker for some minutes, so yes is not a promise. */
export const pollers: TemporalCheck = async ({ connection, namespace }) => {
  const whoPolls = async (name: string, taskQueueType: number) => {
    const { pollers: found } = await connection.workflowService.describeTaskQueue({
      namespace,
      taskQueue: { name },
      // oxlint-disable-next-line typescript/no-unsafe-enum-assignment -- the enum itself is not exported
      taskQueueType,
    });
    return (found ?? []).map(({ identity }) => identity ?? 'unknown');
  };
  const [game, undo] = await Promise.all([whoPolls(TASK_QUEUE, WORKFLOWS), whoPolls(UNDO_TASK_QUEUE, ACTIVITIES)]);
  return [finding('workers', TASK_QUEUE, game), finding('workers for undo', UNDO_TASK_QUEUE, undo)];
};

function finding(check: string, queue: string, who: readonly string[]): DoctorFinding {
  if (who.length > 0) return fine(check, who.join(', '));
  return wrong(
    check,
    `nobody polls the task queue ${queue}`,
    'Start one: gameday worker, or gameday dev for server and worker.',
  );
}
