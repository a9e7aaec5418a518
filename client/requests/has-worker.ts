import { TASK_QUEUE } from '../../workflows/messages.ts';
import type { Session } from '../session/session.ts';
import { ask } from './ask.ts';

/** Whether a worker has polled lately. The server remembers a dead one for some minutes, so yes is not a promise. */
export async function hasWorker(session: Session): Promise<boolean> {
  const { connection, namespace } = session;
  const { pollers } = await ask(session, `the task queue ${TASK_QUEUE}`, () =>
    connection.workflowService.describeTaskQueue({
      namespace,
      taskQueue: { name: TASK_QUEUE },
    }),
  );
  return (pollers ?? []).length > 0;
}
