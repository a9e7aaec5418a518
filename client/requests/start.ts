import { SearchAttributeType, defineSearchAttributeKey } from '@temporalio/common';
import { WorkflowExecutionAlreadyStartedError } from '@temporalio/client';
import type { GameDayPlan } from '../../experiments/definition/plan.ts';
import {
  gameDayWorkflowId,
  SEARCH_ATTRIBUTES,
  stepPhase,
  TASK_QUEUE,
  WORKFLOW_TASK_TIMEOUT,
} from '../../workflows/messages.ts';
import { invalid, refused } from '../failure.ts';
import { commands } from '../render/commands.ts';
import { pullText } from '../render/safety-switch.ts';
import { GRPC, grpcTrouble } from '../session/grpc-code.ts';
import { type Session, workflowUrl } from '../session/session.ts';
import { ask } from './ask.ts';
import { planDetails, planSummary } from './plan-details.ts';
import { readSafetySwitch } from './safety-switch.ts';

export interface StartedGameDay {
  readonly id: string;
  readonly runId: string;
  readonly planHash: string;
  readonly uiUrl: string | undefined;
}

/** Starts the game day. The id says when, to the second; a second one in that second gets a number. */
export async function startGameDay(session: Session, plan: GameDayPlan, now = new Date()): Promise<StartedGameDay> {
  await refuseWhenHalted(session);
  const base = gameDayWorkflowId(plan.name, now);
  for (let attempt = 1; ; attempt += 1) {
    const id = attempt === 1 ? base : `${base}-${attempt}`;
    try {
      const runId = await ask(session, id, () => start(session, plan, id));
      return { id, runId, planHash: plan.hash, uiUrl: workflowUrl(session, id) };
    } catch (error) {
      if (!(error instanceof WorkflowExecutionAlreadyStartedError))
        throw searchAttributesMissing(error, session) ?? error;
    }
  }
}

/** Said here, before anything is started; each fault asks again right before it is injected. */
async function refuseWhenHalted(session: Session): Promise<void> {
  const pulled = await readSafetySwitch(session);
  if (!pulled) return;
  throw refused(`The game day was not started: ${pullText(pulled)}\nRelease it: ${commands.resume(session)}`);
}

/** No timeouts of workflow or run: they kill a workflow without its undo. */
async function start({ client }: Session, plan: GameDayPlan, workflowId: string): Promise<string> {
  const handle = await client.workflow.start('gameDay', {
    taskQueue: TASK_QUEUE,
    workflowId,
    args: [plan],
    workflowTaskTimeout: WORKFLOW_TASK_TIMEOUT,
    workflowIdConflictPolicy: 'FAIL',
    // Reports are kept by id, so an id is never used twice.
    workflowIdReusePolicy: 'REJECT_DUPLICATE',
    staticSummary: planSummary(plan),
    staticDetails: planDetails(plan),
    typedSearchAttributes: [
      keyword('GameDay', workflowId),
      keyword('Environment', plan.environment),
      keyword('Phase', stepPhase(1, plan.steps.length)),
      ...(plan.team === undefined ? [] : [keyword('Team', plan.team)]),
    ],
  });
  return handle.firstExecutionRunId;
}

const keyword = (name: keyof typeof SEARCH_ATTRIBUTES, value: string) => ({
  key: defineSearchAttributeKey(name, SearchAttributeType.KEYWORD),
  value,
});

function searchAttributesMissing(error: unknown, { address, namespace }: Session) {
  const trouble = grpcTrouble(error);
  if (trouble?.code !== GRPC.invalidArgument || !/search attribute/i.test(trouble.details)) return undefined;
  const flags = Object.entries(SEARCH_ATTRIBUTES).map(([name, type]) => `--name ${name} --type ${type}`);
  return invalid(
    `The game day was not started: the namespace "${namespace}" lacks our search attributes (${trouble.details}). ` +
      `A worker that starts registers them (\`gameday worker\`); by hand:\n` +
      `  temporal operator search-attribute create --address ${address} -n ${namespace} ${flags.join(' ')}`,
  );
}
