import { FAULT_MEMO } from '../../workflows/messages.ts';
import { type Description, TASK_SCHEDULED, timeOf, WORKFLOW_PAUSED } from './description.ts';
import type { Reason } from './reason.ts';
import { stuckActivity } from './stuck-activity.ts';

/** Two attempts are what a worker that was killed costs. */
const TASK_ATTEMPTS = 3;
/** A worker that is there takes a task within milliseconds. */
const NOT_TAKEN_MS = 30_000;

/** Every reason why a running workflow does not go on, or not as it should; none for one that is well. */
export function stuckBecause(description: Description, now: number): readonly Reason[] {
  const { raw } = description;
  const activities = (raw.pendingActivities ?? []).flatMap((activity) => stuckActivity(activity, now) ?? []);
  const paused = pausedWorkflow(description, now);
  const reasons = [...(paused ?? taskReasons(description, now)), ...activities];
  // An undo that keeps failing is late by itself: that is one trouble, not two.
  if (reasons.some(({ because }) => because === 'undo fails')) return reasons;
  return [...reasons, ...overdue(description, now)];
}

function pausedWorkflow({ raw }: Description, now: number): readonly Reason[] | undefined {
  const { pauseInfo } = raw.workflowExtendedInfo ?? {};
  if (raw.workflowExecutionInfo?.status !== WORKFLOW_PAUSED && !pauseInfo) return undefined;
  const what = 'it is paused: it does not go on, and undoes nothing';
  return [{ because: 'workflow paused', since: timeOf(pauseInfo?.pausedTime) ?? now, what }];
}

function taskReasons({ raw, type }: Description, now: number): readonly Reason[] {
  const task = raw.pendingWorkflowTask;
  if (!task) return [];
  const scheduled = timeOf(task.scheduledTime) ?? now;
  const since = timeOf(task.originalScheduledTime) ?? scheduled;
  if ((task.attempt ?? 0) >= TASK_ATTEMPTS) {
    const undoes = type === 'fault' ? ', and its undo does not begin' : '';
    return [{ because: 'task fails', since, what: `its workflow task keeps failing: it does not go on${undoes}` }];
  }
  if (task.state !== TASK_SCHEDULED || now - scheduled < NOT_TAKEN_MS) return [];
  return [{ because: 'no worker', since, what: 'no worker takes its workflow task' }];
}

function overdue({ type, startTime, memo }: Description, now: number): readonly Reason[] {
  const within = memo?.[FAULT_MEMO.overWithinMs];
  if (type !== 'fault' || typeof within !== 'number') return [];
  const since = startTime.getTime() + within;
  if (now <= since) return [];
  return [{ because: 'overdue', since, what: 'it is past its deadline and not undone, as far as is known' }];
}
