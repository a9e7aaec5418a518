import type { SnapshotReference } from '../../../experiments/definition/outcome.ts';
import { snapshotSubject } from '../../../experiments/definition/snapshots/subject.ts';
import { failure, FailureType } from '../../failures.ts';
import type { SnapshotCall } from '../snapshotter.ts';
import { awaitReady } from './await-ready.ts';
import { claimsOf } from './claims.ts';
import { deleteAndWait, deleteSnapshots } from './clear-set.ts';
import { createSet } from './create-set.ts';
import { SET, setOf, SNAPSHOT_API, SUBJECT } from './names.ts';
import { notReady } from './readiness.ts';
import { isTested, rehearse } from './rehearsal/rehearse.ts';
import { isComplete, readSet, referenceOf, type StoredVolume } from './stored-set.ts';

/**
 * Goes on with the set of an attempt that died when all of it was asked for; a part of one is thrown away, because what
 * comes now would show another moment.
 */
export async function take(id: string, call: SnapshotCall<'csi-volume-snapshot'>): Promise<SnapshotReference> {
  await requireSnapshots(call);
  const subject = snapshotSubject({ kind: 'csi-volume-snapshot', settings: call.settings });
  const set = setOf(id);
  const earlier = await readSet(set, call);
  refuseOther(earlier, id, subject);
  const goesOn = isComplete(earlier) && earlier.every((volume) => notReady(volume)?.what !== 'fail');
  try {
    if (!goesOn) {
      const claims = await claimsOf(call);
      await deleteAndWait(snapshotsOf(earlier), call);
      call.progress(`asking for snapshots of ${claims.length} volumes`);
      await createSet({ id, set, subject, label: SET, prefix: 'gameday' }, claims, call);
    }
    await rehearse(set, await awaitReady(set, call), call);
    const volumes = await readSet(set, call);
    return { ...referenceOf(volumes), verified: isTested(volumes, call) ? 'restore-tested' : 'ready' };
  } catch (error) {
    // The reason is worth more than the tidiness: what stays is thrown away by the next call.
    await clear(set, call).catch(() => undefined);
    throw error;
  }
}

const snapshotsOf = (volumes: readonly StoredVolume[]) => volumes.map(({ snapshot }) => snapshot);

/** Also when the call was cancelled. */
async function clear(set: string, call: SnapshotCall<'csi-volume-snapshot'>): Promise<void> {
  const last = { ...call, signal: new AbortController().signal };
  await deleteSnapshots(snapshotsOf(await readSet(set, last)), last);
}

async function requireSnapshots({ ports: { cluster }, signal }: SnapshotCall<'csi-volume-snapshot'>): Promise<void> {
  signal.throwIfAborted();
  if ((await cluster.resourceOf({ apiVersion: SNAPSHOT_API, kind: 'VolumeSnapshot' }, signal)) !== undefined) return;
  throw failure(
    FailureType.unsupported,
    `No volume was snapshotted: the cluster does not know VolumeSnapshot of ${SNAPSHOT_API}. ` +
      'Install the snapshot CRDs, the snapshot controller and a CSI driver with snapshots; `gameday doctor --kubernetes` shows what is there.',
  );
}

function refuseOther(earlier: readonly StoredVolume[], id: string, subject: string): void {
  const other = earlier.find(({ snapshot }) => snapshot.metadata.annotations?.[SUBJECT] !== subject);
  if (other === undefined) return;
  const { namespace, name, annotations } = other.snapshot.metadata;
  throw failure(
    FailureType.snapshotFailed,
    `The ${subject} was not snapshotted: id ${id} is taken by a snapshot of ${annotations?.[SUBJECT] ?? 'something else'}. ` +
      `Use another id, or delete volumesnapshot ${namespace}/${name}.`,
  );
}
