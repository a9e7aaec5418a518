import type { ObjectKey } from '../../../cluster.ts';
import { failure, FailureType } from '../../../failures.ts';
import type { SnapshotCall } from '../../snapshotter.ts';
import { MANAGER, SNAPSHOT_API } from '../names.ts';

type Call = SnapshotCall<'csi-volume-snapshot'>;

const LOOK_EVERY_MS = 250;
/** Label of everything that a restore test makes beside namespaces, and of its namespace: the set that it is about. */
export const REHEARSAL = 'gameday.dev/restore-test';

export const rehearsalName = (set: string): string => `gameday-restore-test-${set}`;

const namespaceKey = (set: string): ObjectKey => ({ apiVersion: 'v1', kind: 'Namespace', name: rehearsalName(set) });

/** A namespace that lives for one test. What an attempt before has left goes first. */
export async function openPlace(set: string, call: Call): Promise<void> {
  await closePlace(set, call);
  const { ports, signal } = call;
  const labels = { [REHEARSAL]: set, 'app.kubernetes.io/managed-by': MANAGER };
  const metadata = { name: rehearsalName(set), labels };
  const made = await ports.cluster.create(
    { apiVersion: 'v1', kind: 'Namespace', metadata },
    { manager: MANAGER, signal },
  );
  if (made.outcome === 'written') return;
  throw failure(
    FailureType.snapshotFailed,
    `The snapshot was not tested: namespace ${metadata.name} is there, and is not ours. Delete it, or do without restoreTest.`,
  );
}

/**
 * First all that is in it, then the contents, which keep what is in the storage (Retain). What is not marked as ours is left
 * alone, whatever its name.
 */
export async function closePlace(set: string, call: Call): Promise<void> {
  const { ports, signal } = call;
  const there = await ports.cluster.get(namespaceKey(set), signal);
  if (there?.metadata.labels?.[REHEARSAL] === set) {
    await ports.cluster.delete(namespaceKey(set), { uid: there.metadata.uid, manager: MANAGER, signal });
    await untilGone(there.metadata.uid, set, call);
  }
  const query = { apiVersion: SNAPSHOT_API, kind: 'VolumeSnapshotContent', labels: `${REHEARSAL}=${set}` };
  for (const { metadata } of await ports.cluster.list(query, signal)) {
    const { name, uid } = metadata;
    await ports.cluster.delete({ apiVersion: SNAPSHOT_API, kind: 'VolumeSnapshotContent', name }, { uid, signal });
  }
}

async function untilGone(uid: string, set: string, { settings, ports, signal, progress }: Call): Promise<void> {
  const began = ports.clock.monotonic();
  while ((await ports.cluster.get(namespaceKey(set), signal))?.metadata.uid === uid) {
    if (ports.clock.monotonic() - began > settings.timeout) {
      throw failure(
        FailureType.snapshotFailed,
        `The namespace ${rehearsalName(set)} of a restore test is still being deleted after ${settings.timeout / 1000} s. Look at what is in it.`,
      );
    }
    progress('removing the restore test');
    await ports.clock.sleep(LOOK_EVERY_MS, signal);
  }
}
