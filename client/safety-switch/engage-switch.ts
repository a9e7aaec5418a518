import { WorkflowExecutionAlreadyStartedError, WorkflowNotFoundError } from '@temporalio/client';
import { type Abort, haltSignal, SAFETY_SWITCH_ID, type SwitchPull, TASK_QUEUE } from '../../workflows/messages.ts';
import { messageOf } from '../failure.ts';
import { ANSWERED_WITHIN_MS, readSwitch, type TemporalClient } from './read-switch.ts';

export interface Engagement {
  /** Who pulled it first. */
  readonly pulled: SwitchPull;
  /** False when it was engaged before. */
  readonly isNew: boolean;
  /** Why the second reason could not be added; the switch is engaged all the same. */
  readonly problem?: string | undefined;
}

const LONGEST_NAME = 200;
const LONGEST_REASON = 1_000;
/** The server takes 400 bytes, and a character has up to four. */
const LONGEST_SUMMARY = 100;
const TRIES = 5;

/** Pulls the safety switch: one start, which the server accepts whether or not a worker is there. */
export async function engageSwitch(client: TemporalClient, { by, reason }: Abort): Promise<Engagement> {
  const pull: SwitchPull = { by: cut(by, LONGEST_NAME), reason: cut(reason, LONGEST_REASON), at: Date.now() };
  for (let attempt = 1; ; attempt += 1) {
    try {
      await inTime(client, () => start(client, pull));
      return { pulled: pull, isNew: true };
    } catch (error) {
      if (!(error instanceof WorkflowExecutionAlreadyStartedError) || attempt === TRIES) throw error;
    }
    const again = await pullAgain(client, pull);
    if (again) return again;
  }
}

/** Undefined when it was released at this moment. */
async function pullAgain(client: TemporalClient, pull: SwitchPull): Promise<Engagement | undefined> {
  const pulled = await readSwitch(client);
  if (!pulled) return undefined;
  try {
    await inTime(client, () => client.workflow.getHandle(SAFETY_SWITCH_ID).signal(haltSignal, pull));
    return { pulled, isNew: false };
  } catch (error) {
    if (error instanceof WorkflowNotFoundError) return undefined;
    return { pulled, isNew: false, problem: messageOf(error) };
  }
}

/** No timeout: the server would release it. */
async function start({ workflow }: TemporalClient, pull: SwitchPull): Promise<void> {
  await workflow.start('safetySwitch', {
    taskQueue: TASK_QUEUE,
    workflowId: SAFETY_SWITCH_ID,
    workflowIdConflictPolicy: 'FAIL',
    workflowIdReusePolicy: 'ALLOW_DUPLICATE',
    args: [pull],
    memo: { ...pull },
    staticSummary: cut(`pulled by ${pull.by}: ${pull.reason}`, LONGEST_SUMMARY),
  });
}

const inTime = <T>({ connection }: TemporalClient, request: () => Promise<T>): Promise<T> =>
  connection.withDeadline(Date.now() + ANSWERED_WITHIN_MS, request);

function cut(text: string, longest: number): string {
  const characters = Array.from(text);
  return characters.length <= longest ? text : `${characters.slice(0, longest - 1).join('')}…`;
}
