import { ActivityFailure, ApplicationFailure, TimeoutFailure, TimeoutType } from '@temporalio/common';
import { failureText } from '../../workflows/failure-text.ts';

const timedOut = (seen: unknown) =>
  new TimeoutFailure('activity ScheduleToClose timeout', seen, TimeoutType.SCHEDULE_TO_CLOSE);
const ofActivity = (cause: Error) =>
  new ActivityFailure('Activity task failed', 'verifyUndone', '1', 'TIMEOUT', 'worker', cause);

describe('the text of a failure', () => {
  it('is that of the innermost cause', () => {
    expect(failureText(ofActivity(ApplicationFailure.create({ message: 'scale is not undone' })))).toBe(
      'scale is not undone',
    );
  });

  it('says what was left when a verification was not done in time', () => {
    expect(failureText(ofActivity(timedOut(['replicas is 1, before the fault it was 3'])))).toBe(
      'it did not end in time (activity ScheduleToClose timeout); seen last: replicas is 1, before the fault it was 3',
    );
  });

  it.each([undefined, [], { progress: 1 }])('says nothing of heartbeats that hold something else: %j', (seen) => {
    expect(failureText(ofActivity(timedOut(seen)))).toBe('it did not end in time (activity ScheduleToClose timeout)');
  });
});
