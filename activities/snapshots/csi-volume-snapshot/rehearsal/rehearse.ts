import type { SnapshotCall } from '../../snapshotter.ts';
import { MANAGER, SNAPSHOT_API } from '../names.ts';
import type { StoredVolume } from '../stored-set.ts';
import { checkCopies } from './check-pod.ts';
import { makeCopies } from './copies.ts';
import { closePlace, openPlace } from './place.ts';

type Call = SnapshotCall<'csi-volume-snapshot'>;

/** Annotation of a volume snapshot: a copy that was restored from it has passed this test. */
const TESTED = 'gameday.dev/restore-tested';

/** Restores the set elsewhere, looks at it there, and removes that again. Once for each set and test. */
export async function rehearse(set: string, volumes: readonly StoredVolume[], call: Call): Promise<void> {
  const { restoreTest } = call.settings;
  if (restoreTest === undefined || isTested(volumes, call)) return;
  call.progress('restoring a copy to test the snapshot');
  await openPlace(set, call);
  try {
    await checkCopies(set, await makeCopies(set, volumes, call), call);
  } finally {
    const last = { ...call, signal: new AbortController().signal };
    await closePlace(set, call.signal.aborted ? last : call);
  }
  for (const { snapshot } of volumes) await mark(snapshot, call);
}

export function isTested(
  volumes: readonly StoredVolume[],
  { settings: { restoreTest } }: Pick<Call, 'settings'>,
): boolean {
  const test = JSON.stringify(restoreTest);
  return restoreTest !== undefined && volumes.every(({ snapshot }) => snapshot.metadata.annotations?.[TESTED] === test);
}

async function mark(
  { metadata: { namespace, name } }: StoredVolume['snapshot'],
  { settings, ports, signal }: Call,
): Promise<void> {
  const key = { apiVersion: SNAPSHOT_API, kind: 'VolumeSnapshot', namespace, name };
  const annotations = { [TESTED]: JSON.stringify(settings.restoreTest) };
  await ports.cluster.patch(key, { type: 'merge', body: { metadata: { annotations } }, manager: MANAGER, signal });
}
