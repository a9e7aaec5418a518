import type { SnapshotReference } from '../../../experiments/definition/outcome.ts';
import type { SnapshotCall } from '../snapshotter.ts';
import { deleteSnapshots } from './clear-set.ts';
import { SET, setOf, SNAPSHOT_API, SNAPSHOT_ID, SUBJECT } from './names.ts';
import { closePlace } from './rehearsal/place.ts';
import { cutAt } from './stored-set.ts';

/** Keeps the given one, the last `keep`, and all that are younger than `keepFor`; others of the same claims go. Only ours. */
export async function discardOld(
  kept: SnapshotReference,
  call: SnapshotCall<'csi-volume-snapshot'>,
): Promise<readonly string[]> {
  const { settings, ports, signal, progress } = call;
  // Of a worker that died in the middle of its restore test.
  if (settings.restoreTest !== undefined) await closePlace(setOf(kept.id), call);
  const query = { apiVersion: SNAPSHOT_API, kind: 'VolumeSnapshot', namespace: settings.namespace, labels: SET };
  const all = (await ports.cluster.list(query, signal)).filter(
    ({ metadata }) => metadata.annotations?.[SUBJECT] === kept.subject && metadata.deletionTimestamp === undefined,
  );
  const ids = [...new Set(all.map(({ metadata }) => metadata.annotations?.[SNAPSHOT_ID] ?? ''))];
  const sets = ids.map((id) => {
    const snapshots = all.filter(({ metadata }) => (metadata.annotations?.[SNAPSHOT_ID] ?? '') === id);
    return { id, snapshots, age: ports.clock.now() - Math.min(...snapshots.map(cutAt)) };
  });
  const old = sets
    .toSorted((a, b) => a.age - b.age)
    .slice(settings.keep)
    .filter(({ id, age }) => id !== kept.id && age > settings.keepFor);
  for (const { id, snapshots } of old) {
    signal.throwIfAborted();
    progress(`discarding snapshot ${id}`);
    await deleteSnapshots(snapshots, call);
  }
  return old.map(({ id }) => id);
}
