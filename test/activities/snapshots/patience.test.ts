import { asyncLocalStorage, type Context } from '@temporalio/activity';
import { failure, FailureType, type FailureTypeName } from '../../../activities/failures.ts';
import { patiently } from '../../../activities/snapshots/patience.ts';

/** As much of an activity's context as our code reads. */
function onAttempt(attempt: number, error: unknown, cancellationSignal = new AbortController().signal) {
  const context = { cancellationSignal, heartbeat: () => undefined, info: { attempt } };
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- a real context needs a worker
  return asyncLocalStorage.run(context as unknown as Context, () => patiently(() => Promise.reject(error)));
}

const of = (type: FailureTypeName) => failure(type, 'It was not restored.');

describe('a restore that fails', () => {
  it('is tried again for as long as its cluster does not answer', async () => {
    await expect(onAttempt(99, of(FailureType.effectFailed))).rejects.toMatchObject({ nonRetryable: false });
  });

  it.each([of(FailureType.snapshotFailed), new Error('ENOSPC: no space left on device')])(
    'is tried three times when it says: %s',
    async (error) => {
      await expect(onAttempt(2, error)).rejects.toBe(error);
      await expect(onAttempt(3, error)).rejects.toMatchObject({ nonRetryable: true, message: error.message });
    },
  );

  it('keeps its type, which the outcome is told by', async () => {
    await expect(onAttempt(3, of(FailureType.snapshotFailed))).rejects.toMatchObject({ type: 'SnapshotFailed' });
  });

  it('stays cancelled when it was cancelled', async () => {
    const cancelled = new Error('cancelled');
    await expect(onAttempt(3, cancelled, AbortSignal.abort(cancelled))).rejects.toBe(cancelled);
  });
});
