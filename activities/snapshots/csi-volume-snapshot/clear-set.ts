import type { ClusterObject } from '../../cluster.ts';
import { failure, FailureType } from '../../failures.ts';
import type { SnapshotCall } from '../snapshotter.ts';
import { MANAGER, SNAPSHOT_API } from './names.ts';

const LOOK_EVERY_MS = 250;

type Call = Pick<SnapshotCall<'csi-volume-snapshot'>, 'settings' | 'ports' | 'signal'>;

/** Only these incarnations. Their contents go, or stay, as the deletion policy of the class says. */
export async function deleteSnapshots(snapshots: readonly ClusterObject[], { ports, signal }: Call): Promise<void> {
  for (const snapshot of snapshots) {
    const { uid } = snapshot.metadata;
    await ports.cluster.delete(keyOf(snapshot), { uid, manager: MANAGER, signal });
  }
}

/** For names that are about to be given again. */
export async function deleteAndWait(snapshots: readonly ClusterObject[], call: Call): Promise<void> {
  const { settings, ports, signal } = call;
  await deleteSnapshots(snapshots, call);
  const began = ports.clock.monotonic();
  for (const snapshot of snapshots) {
    while ((await ports.cluster.get(keyOf(snapshot), signal))?.metadata.uid === snapshot.metadata.uid) {
      if (ports.clock.monotonic() - began > settings.timeout) throw stays(snapshot);
      await ports.clock.sleep(LOOK_EVERY_MS, signal);
    }
  }
}

const keyOf = ({ metadata: { namespace, name } }: ClusterObject) => ({
  apiVersion: SNAPSHOT_API,
  kind: 'VolumeSnapshot',
  namespace,
  name,
});

function stays({ metadata }: ClusterObject): Error {
  const { namespace, name, finalizers = [] } = metadata;
  return failure(
    FailureType.snapshotFailed,
    `The volumes were not snapshotted: volumesnapshot ${namespace}/${name} of an earlier attempt was deleted and is still there ` +
      `(finalizers: ${finalizers.join(', ') || 'none'}). Look at the snapshot controller.`,
  );
}
