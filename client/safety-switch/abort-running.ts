import { WorkflowNotFoundError } from '@temporalio/client';
import { type Abort, abortSignal } from '../../workflows/messages.ts';
import { messageOf } from '../failure.ts';
import { ANSWERED_WITHIN_MS, type TemporalClient } from './read-switch.ts';

export interface AbortedGameDay {
  readonly id: string;
  /** `cancelled`: it took no signal, and a cancel puts everything back too. `not told`: neither; try again. */
  readonly how: 'aborted' | 'cancelled' | 'ended already' | 'not told';
  readonly problem?: string | undefined;
}

const AT_ONCE = 50;

/** Orders every running game day but the known ones to put everything back, by the server's index, which lags behind. */
export async function abortRunning(
  client: TemporalClient,
  order: Abort,
  known: ReadonlySet<string> = new Set(),
): Promise<readonly AbortedGameDay[]> {
  const ids = (await runningIds(client)).filter((id) => !known.has(id));
  const aborted: AbortedGameDay[] = [];
  for (let from = 0; from < ids.length; from += AT_ONCE) {
    const some = ids.slice(from, from + AT_ONCE).map((id) => abortOne(client, id, order));
    aborted.push(...(await Promise.all(some)));
  }
  return aborted;
}

function runningIds({ workflow, connection }: TemporalClient): Promise<readonly string[]> {
  return connection.withDeadline(Date.now() + ANSWERED_WITHIN_MS, async () => {
    const ids: string[] = [];
    const running = workflow.list({ query: `WorkflowType = 'gameDay' AND ExecutionStatus = 'Running'` });
    for await (const { workflowId } of running) ids.push(workflowId);
    return ids;
  });
}

async function abortOne({ workflow, connection }: TemporalClient, id: string, order: Abort): Promise<AbortedGameDay> {
  const handle = workflow.getHandle(id);
  try {
    await connection.withDeadline(Date.now() + ANSWERED_WITHIN_MS, () => handle.signal(abortSignal, order));
    return { id, how: 'aborted' };
  } catch (error) {
    if (error instanceof WorkflowNotFoundError) return { id, how: 'ended already' };
  }
  try {
    await connection.withDeadline(Date.now() + ANSWERED_WITHIN_MS, () => handle.cancel());
    return { id, how: 'cancelled' };
  } catch (error) {
    if (error instanceof WorkflowNotFoundError) return { id, how: 'ended already' };
    return { id, how: 'not told', problem: messageOf(error) };
  }
}
