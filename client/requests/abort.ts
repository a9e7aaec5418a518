import { type Abort, abortSignal } from '../../workflows/messages.ts';
import type { Session } from '../session/session.ts';
import { ask } from './ask.ts';

/** Resolves when the server has the order; the undo begins with the next breath of the worker. */
export const abortGameDay = (session: Session, id: string, order: Abort): Promise<void> =>
  ask(session, id, () => session.client.workflow.getHandle(id).signal(abortSignal, order));
