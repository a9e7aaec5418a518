import type { Session } from '../session/session.ts';
import { lookForStuck, type StuckLook } from '../stuck/look-for-stuck.ts';
import { asClientFailure } from '../session/server-trouble.ts';

const ANSWERED_WITHIN_MS = 60_000;

/** Everything in this namespace that does not go on by itself. Needs no worker. */
export async function findStuck(session: Session): Promise<StuckLook> {
  const deadline = Date.now() + ANSWERED_WITHIN_MS;
  try {
    return await session.connection.withDeadline(deadline, () => lookForStuck(session.client, session));
  } catch (error) {
    throw asClientFailure(error, session);
  }
}
