import type { Description, RawActivity } from '../../../client/stuck/description.ts';
import { stuckBecause } from '../../../client/stuck/stuck-because.ts';
import {
  aFault,
  anExperiment,
  failingTask,
  failingUndo,
  holdingWatch,
  pausedWatch,
  STARTED_AT,
  untakenTask,
} from './recorded.ts';

const at = (seconds: number): number => (STARTED_AT + seconds) * 1_000;
const becauseOf = (description: Description, seconds: number) =>
  stuckBecause(description, at(seconds)).map(({ because }) => because);
const withActivity = (activity: RawActivity): Description => anExperiment({ pendingActivities: [activity] });
const failing = (change: Partial<RawActivity>): RawActivity => ({
  ...failingUndo,
  activityType: { name: 'settleFault' },
  attempt: 5,
  ...change,
});
const paused = { workflowExecutionInfo: { status: 8 }, ...untakenTask };

describe('what is stuck', () => {
  it.each<[string, Description, number, readonly string[]]>([
    ['nothing: a fault that holds', aFault(), 30, []],
    ['nothing: a watch that runs', withActivity(holdingWatch), 3_600, []],
    ['a task that fails for the third time', aFault(failingTask), 18, ['task fails']],
    [
      'nothing: a task that failed twice',
      aFault({ pendingWorkflowTask: { ...failingTask.pendingWorkflowTask, attempt: 2 } }),
      18,
      [],
    ],
    ['nothing: a task that waits for a moment', anExperiment(untakenTask), 32, []],
    ['a task that nobody takes', anExperiment(untakenTask), 33, ['no worker']],
    ['an activity that was paused', withActivity(pausedWatch), 2, ['activity paused']],
    ['a workflow that was paused, and not that its task waits', anExperiment(paused), 600, ['workflow paused']],
    ['an undo that goes on trying', aFault({ pendingActivities: [failingUndo] }), 5, ['undo fails']],
    ['the same past its deadline, once', aFault({ pendingActivities: [failingUndo] }), 600, ['undo fails']],
    ['nothing: a fault at its deadline', aFault(), 35, []],
    ['a fault past its deadline', aFault(), 36, ['overdue']],
    ['both of a fault that no worker takes', aFault(untakenTask), 36, ['no worker', 'overdue']],
    ['nothing: an experiment has no deadline', anExperiment(), 36_000, []],
    ['nothing: a fault that was begun before there was a memo', { ...aFault(), memo: {} }, 36_000, []],
    ['an activity that fails without end', withActivity(failing({})), 6, ['activity fails']],
    ['nothing: one whose attempts are limited', withActivity(failing({ maximumAttempts: 8 })), 6, []],
    [
      'nothing: one whose time is limited',
      withActivity(failing({ expirationTime: { seconds: STARTED_AT + 60 } })),
      6,
      [],
    ],
    ['nothing: one that failed four times', withActivity(failing({ attempt: 4 })), 6, []],
    [
      'nothing: a watch that five workers left behind, and that runs again',
      withActivity({ ...holdingWatch, attempt: 6, lastFailure: { message: 'Worker is shutting down' } }),
      6,
      [],
    ],
    ['an activity that nobody takes', withActivity({ ...holdingWatch, state: 1 }), 62, ['activity waits']],
    [
      'nothing: an activity that backs off',
      withActivity({ ...holdingWatch, state: 1, nextAttemptScheduleTime: { seconds: STARTED_AT + 60 } }),
      62,
      [],
    ],
  ])('%s', (_, description, seconds, expected) => {
    expect(becauseOf(description, seconds)).toEqual(expected);
  });

  it('says since when, by whom, and what failed last', () => {
    const [pause] = stuckBecause(withActivity(pausedWatch), at(10));
    expect(pause).toMatchObject({
      what: 'its activity watch is paused by somebody ("by mistake")',
      since: at(1) + 862,
    });
    const [undo] = stuckBecause(aFault({ pendingActivities: [failingUndo] }), at(5));
    expect(undo).toMatchObject({ since: at(5), lastFailure: 'PUT http://app/switch was answered with status 503.' });
  });

  it('says of an undo that fails whether anybody still tries', () => {
    const undo = aFault({ pendingActivities: [failingUndo] });
    expect(stuckBecause(undo, at(65))[0]!.what).toBe('its undo keeps failing; it goes on trying');
    expect(stuckBecause(undo, at(66))[0]!.what).toBe('its undo keeps failing; no worker takes its next attempt');
  });

  it('tells the innermost failure, in one short line', () => {
    const lastFailure = { message: 'Activity failed', cause: { message: `first\nsecond ${'x'.repeat(500)}` } };
    const [reason] = stuckBecause(withActivity(failing({ lastFailure })), at(6));
    expect(reason!.lastFailure).toMatch(/^first second x+…$/);
    expect(reason!.lastFailure).toHaveLength(300);
  });
});
