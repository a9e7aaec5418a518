import type { AtMs } from '../../experiments/definition/outcome.ts';
import { FAULT_MEMO, stuckUndoId } from '../../workflows/messages.ts';
import { gameDayIdOf } from '../requests/game-day-id.ts';
import { workflowUrl } from '../session/session.ts';
import { nextStep } from './next-step.ts';
import { type Because, isNotRestored, type Reason } from './reason.ts';

/** How to get to the server, for commands and links in texts. */
export interface Place {
  readonly address: string;
  readonly namespace: string;
  readonly uiUrl: string | undefined;
  readonly flags: string;
}

export interface StuckWorkflow {
  readonly workflowId: string;
  readonly runId: string;
  readonly type: string;
  readonly gameDay?: string | undefined;
  readonly faultId?: string | undefined;
}

/** One thing that does not go on by itself, and that a person must look at. */
export interface StuckFinding extends StuckWorkflow {
  /** The same for everyone who finds it, at any time. */
  readonly id: string;
  readonly because: Because;
  readonly what: string;
  readonly since: AtMs;
  readonly lastFailure?: string | undefined;
  /** What to do about it: a sentence, with a command where there is one. */
  readonly next: string;
  readonly link?: string | undefined;
  /** A target is, or must be taken to be, not as it was. */
  readonly notRestored: boolean;
}

export function findingOf(workflow: StuckWorkflow, reason: Reason, place: Place): StuckFinding {
  const { because, what, since, lastFailure } = reason;
  return {
    id: idOf(workflow, reason),
    ...workflow,
    because,
    what,
    since,
    lastFailure,
    next: nextStep(workflow, reason, place),
    link: workflowUrl(place, workflow.workflowId),
    notRestored: isNotRestored(reason),
  };
}

/** A stuck undo is told by its workflow too: both use one id. */
function idOf({ workflowId, runId, faultId }: StuckWorkflow, { because, activityId }: Reason): string {
  if (because === 'undo fails' && faultId !== undefined) return stuckUndoId(faultId);
  return ['stuck', because.replaceAll(' ', '-'), workflowId, runId, activityId].filter(Boolean).join('/');
}

interface Described {
  readonly workflowId: string;
  readonly runId: string;
  readonly type: string;
  readonly memo?: Readonly<Record<string, unknown>> | undefined;
  readonly typedSearchAttributes: {
    getAll(): readonly { readonly key: { readonly name: string }; readonly value: unknown }[];
  };
}

export function workflowOf({ workflowId, runId, type, memo, typedSearchAttributes }: Described): StuckWorkflow {
  const owner = typedSearchAttributes.getAll().find(({ key }) => key.name === 'GameDay')?.value;
  const faultId = memo?.[FAULT_MEMO.faultId];
  return {
    workflowId,
    runId,
    type,
    gameDay: typeof owner === 'string' ? owner : type === 'fault' ? undefined : gameDayIdOf(workflowId),
    faultId: typeof faultId === 'string' ? faultId : undefined,
  };
}
