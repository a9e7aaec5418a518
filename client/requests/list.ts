import type { WorkflowExecutionInfo } from '@temporalio/client';
import type { SEARCH_ATTRIBUTES } from '../../workflows/messages.ts';
import type { Session } from '../session/session.ts';
import { ask } from './ask.ts';
import { gameDayNameOf } from './game-day-id.ts';

export interface ListFilter {
  readonly environment?: string | undefined;
  readonly running?: boolean | undefined;
  readonly limit: number;
}

export interface ListedGameDay {
  readonly id: string;
  readonly name: string;
  readonly environment?: string | undefined;
  readonly team?: string | undefined;
  readonly phase?: string | undefined;
  readonly verdict?: string | undefined;
  /** The state of the workflow, in lower case: running, completed, cancelled, terminated, failed. */
  readonly state: string;
  readonly startedAt: number;
  readonly endedAt?: number | undefined;
}

/** The newest first, by the server's index: a game day that was started this second may be missing. */
export async function listGameDays(
  session: Session,
  { environment, running, limit }: ListFilter,
): Promise<ListedGameDay[]> {
  const conditions = [
    `WorkflowType = 'gameDay'`,
    ...(environment === undefined ? [] : [`Environment = '${environment.replaceAll("'", "\\'")}'`]),
    ...(running ? [`ExecutionStatus = 'Running'`] : []),
  ];
  return ask(session, 'the list', async () => {
    const found: ListedGameDay[] = [];
    for await (const one of session.client.workflow.list({ query: conditions.join(' AND '), pageSize: limit })) {
      found.push(listed(one));
      if (found.length === limit) break;
    }
    return found;
  });
}

function listed(info: WorkflowExecutionInfo): ListedGameDay {
  const attribute = (name: keyof typeof SEARCH_ATTRIBUTES): string | undefined => {
    const pair = info.typedSearchAttributes.getAll().find(({ key }) => key.name === name);
    return pair === undefined ? undefined : String(pair.value);
  };
  return {
    id: info.workflowId,
    name: gameDayNameOf(info.workflowId),
    environment: attribute('Environment'),
    team: attribute('Team'),
    phase: attribute('Phase'),
    verdict: attribute('Verdict'),
    state: info.status.name.toLowerCase(),
    startedAt: info.startTime.getTime(),
    endedAt: info.closeTime?.getTime(),
  };
}
