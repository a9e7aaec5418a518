import type { Description, RawActivity } from '../../../client/stuck/description.ts';

// What Temporal 1.29.1 answered in each case, less what we do not read. Times are seconds.

export const STARTED_AT = 1_795_184_314;
const at = (seconds: number, nanos = 0) => ({ seconds, nanos });

/** A worker has it: nothing pending but the deadline. */
export const aFault = (raw: Description['raw'] = {}, overWithinMs = 35_500): Description => ({
  type: 'fault',
  startTime: new Date(STARTED_AT * 1_000),
  memo: { overWithinMs, faultId: 'gameday/day/1/01-experiment/1.1-break-it' },
  raw: { workflowExecutionInfo: { status: 1 }, pendingWorkflowTask: null, pendingActivities: [], ...raw },
});

export const anExperiment = (raw: Description['raw'] = {}): Description => ({
  ...aFault(raw),
  type: 'experiment',
  memo: {},
});

/** Workers run other code than the one that began it: the third attempt is under way. */
export const failingTask = {
  pendingWorkflowTask: {
    state: 2,
    scheduledTime: at(STARTED_AT + 17, 600_097_133),
    originalScheduledTime: at(STARTED_AT + 17, 600_096_641),
    attempt: 3,
  },
};

/** Scheduled by a cancel, when the only worker had been killed. */
export const untakenTask = {
  pendingWorkflowTask: {
    state: 1,
    scheduledTime: at(STARTED_AT + 2, 905_377_901),
    originalScheduledTime: at(STARTED_AT + 2, 905_377_649),
    attempt: 1,
  },
};

export const holdingWatch: RawActivity = {
  activityId: '5',
  activityType: { name: 'watch' },
  state: 2,
  attempt: 1,
  maximumAttempts: 0,
  scheduledTime: at(STARTED_AT + 1, 492_908_499),
  expirationTime: null,
};

export const pausedWatch: RawActivity = {
  ...holdingWatch,
  state: 5,
  paused: true,
  pauseInfo: { pauseTime: at(STARTED_AT + 1, 862_672_913), manual: { identity: 'somebody', reason: 'by mistake' } },
};

/** Between its first and its second attempt. */
export const failingUndo: RawActivity = {
  activityId: '6',
  activityType: { name: 'restoreFault' },
  state: 1,
  attempt: 2,
  maximumAttempts: 0,
  scheduledTime: at(STARTED_AT + 5, 851_964_870),
  nextAttemptScheduleTime: at(STARTED_AT + 5, 851_964_870),
  lastAttemptCompleteTime: at(STARTED_AT + 4, 851_960_568),
  expirationTime: null,
  lastFailure: { message: 'PUT http://app/switch was answered with status 503.' },
};
