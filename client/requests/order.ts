import { type UpdateDefinition, WorkflowUpdateFailedError } from '@temporalio/client';
import { messageOf, refused } from '../failure.ts';
import type { Session } from '../session/session.ts';
import { ask } from './ask.ts';

/** An order that is answered with a sentence. A refusal left no trace in the history. */
export async function order<T>(
  session: Session,
  id: string,
  update: UpdateDefinition<string, [T]>,
  argument: T,
): Promise<string> {
  try {
    return await ask(session, id, () =>
      session.client.workflow.getHandle(id).executeUpdate(update, { args: [argument] }),
    );
  } catch (error) {
    if (error instanceof WorkflowUpdateFailedError) throw refused(messageOf(error.cause ?? error));
    throw error;
  }
}
