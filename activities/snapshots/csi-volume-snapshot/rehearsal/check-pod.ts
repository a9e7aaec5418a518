import { failure, FailureType } from '../../../failures.ts';
import type { SnapshotCall } from '../../snapshotter.ts';
import { MANAGER } from '../names.ts';
import { runPod } from '../pod-on-volumes.ts';
import { rehearsalName } from './place.ts';

/** A pod with all the copies, below /volumes; it must end with 0. */
export async function checkCopies(
  set: string,
  claims: readonly string[],
  { settings, ports, signal, progress }: SnapshotCall<'csi-volume-snapshot'>,
): Promise<void> {
  const { restoreTest, timeout } = settings;
  if (restoreTest === undefined) return;
  const began = ports.clock.monotonic();
  const seen = await runPod(
    { namespace: rehearsalName(set), name: 'check', ...restoreTest, claims },
    {
      cluster: ports.cluster,
      manager: MANAGER,
      sleep: (ms) => ports.clock.sleep(ms, signal),
      elapsed: () => ports.clock.monotonic() - began,
      timeoutMs: timeout,
      progress: () => progress('looking at a copy of the volumes'),
      signal,
    },
  );
  if (seen === undefined) return;
  throw failure(
    FailureType.snapshotFailed,
    `The snapshot was not taken: a copy that was restored from it does not pass the restore test: ${seen}. Look at the data, the test, and the driver.`,
  );
}
