import { ACTIVITY, failureMessage, type RawActivity, timeOf } from './description.ts';
import type { Because, Reason } from './reason.ts';

const MANY_ATTEMPTS = 5;
/** A worker with free slots takes an activity within milliseconds; a busy one may need longer. */
const NOT_TAKEN_MS = 60_000;
/** Performed only after the quick tries of an undo have failed. */
const UNDO_THAT_GOES_ON = 'restoreFault';
/** It runs for the whole hold, and every worker that is replaced costs it an attempt. */
const LONG_RUNNING = 'watch';

export function stuckActivity(activity: RawActivity, now: number): Reason | undefined {
  const name = activity.activityType?.name ?? 'an activity';
  const [because, what, since] = judged(activity, name, now) ?? [];
  if (because === undefined || what === undefined) return undefined;
  return {
    because,
    what,
    // While it backs off, it is scheduled for later.
    since: Math.min(since ?? now, now),
    lastFailure: failureMessage(activity.lastFailure),
    activityId: activity.activityId ?? undefined,
  };
}

function judged(
  activity: RawActivity,
  name: string,
  now: number,
): [Because, string, (number | undefined)?] | undefined {
  const { state, paused, pauseInfo, lastAttemptCompleteTime } = activity;
  const scheduled = timeOf(activity.scheduledTime);
  if (paused || state === ACTIVITY.paused || state === ACTIVITY.pauseRequested) {
    const since = timeOf(pauseInfo?.pauseTime) ?? timeOf(lastAttemptCompleteTime) ?? scheduled;
    return ['activity paused', `its activity ${name} is paused${byWhom(activity)}`, since];
  }
  const due = Math.max(scheduled ?? now, timeOf(activity.nextAttemptScheduleTime) ?? 0);
  const isTaken = state !== ACTIVITY.scheduled || now - due < NOT_TAKEN_MS;
  if (name === UNDO_THAT_GOES_ON) {
    const how = isTaken ? 'it goes on trying' : 'no worker takes its next attempt';
    return ['undo fails', `its undo keeps failing; ${how}`, scheduled];
  }
  if (keepsFailing(activity, name)) return ['activity fails', `its activity ${name} keeps failing`, scheduled];
  return isTaken ? undefined : ['activity waits', `no worker takes its activity ${name}`, due];
}

/** Those whose attempts or time are limited end by themselves, and the workflow sees it. */
function keepsFailing(activity: RawActivity, name: string): boolean {
  const { attempt, maximumAttempts, expirationTime, lastFailure, state } = activity;
  if ((attempt ?? 0) < MANY_ATTEMPTS || !lastFailure) return false;
  if ((maximumAttempts ?? 0) > 0 || timeOf(expirationTime) !== undefined) return false;
  return name !== LONG_RUNNING || state === ACTIVITY.scheduled;
}

function byWhom({ pauseInfo }: RawActivity): string {
  const { identity, reason } = pauseInfo?.manual ?? {};
  return `${identity ? ` by ${identity}` : ''}${reason ? ` ("${reason}")` : ''}`;
}
