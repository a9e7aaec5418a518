import type { NewObject } from '../../../cluster.ts';
import { failure, FailureType } from '../../../failures.ts';
import type { SnapshotCall } from '../../snapshotter.ts';
import { asContent } from '../api-objects.ts';
import { atLeast } from '../claim-anew.ts';
import { MANAGER, SNAPSHOT_API, snapshotName } from '../names.ts';
import type { StoredVolume } from '../stored-set.ts';
import { REHEARSAL, rehearsalName } from './place.ts';

/** What one volume is mounted as: the name of its claim. */
export interface Copy {
  readonly claim: string;
}

/**
 * A VolumeSnapshot belongs to its namespace. In another one the same snapshot of the storage gets a content of its own, which
 * names it by its handle and never deletes it (Retain), and a claim that begins with it.
 */
export async function makeCopies(
  set: string,
  volumes: readonly StoredVolume[],
  { ports, signal }: SnapshotCall<'csi-volume-snapshot'>,
): Promise<readonly Copy[]> {
  const copies: Copy[] = [];
  for (const volume of volumes) {
    const { claim, objects } = copyOf(set, volume);
    for (const object of objects) {
      const { outcome } = await ports.cluster.create(object, { manager: MANAGER, signal });
      if (outcome !== 'written') throw notMade(object, outcome);
    }
    copies.push({ claim });
  }
  return copies;
}

function copyOf(
  set: string,
  { snapshot, content, claim }: StoredVolume,
): { readonly claim: string; readonly objects: readonly NewObject[] } {
  const { driver } = (content && asContent(content).spec) ?? {};
  const { snapshotHandle, restoreSize } = (content && asContent(content).status) ?? {};
  if (claim === undefined || driver === undefined || snapshotHandle === undefined) {
    throw failure(
      FailureType.snapshotFailed,
      `The snapshot was not tested: ${snapshot.metadata.name} tells no handle. Take it again.`,
    );
  }
  if (claim.spec.volumeMode === 'Block') {
    throw failure(
      FailureType.unsupported,
      `The snapshot was not tested: claim ${claim.name} is a block device, which has no files to look at. Do without restoreTest.`,
    );
  }
  const namespace = rehearsalName(set);
  const contentName = snapshotName('gameday-restore-test', set, claim.name);
  const { name } = claim;
  const objects: readonly NewObject[] = [
    {
      apiVersion: SNAPSHOT_API,
      kind: 'VolumeSnapshotContent',
      metadata: { name: contentName, labels: { [REHEARSAL]: set } },
      spec: {
        deletionPolicy: 'Retain',
        driver,
        source: { snapshotHandle },
        volumeSnapshotRef: { apiVersion: SNAPSHOT_API, kind: 'VolumeSnapshot', namespace, name },
      },
    },
    {
      apiVersion: SNAPSHOT_API,
      kind: 'VolumeSnapshot',
      metadata: { namespace, name },
      spec: { source: { volumeSnapshotContentName: contentName } },
    },
    {
      apiVersion: 'v1',
      kind: 'PersistentVolumeClaim',
      metadata: { namespace, name },
      spec: {
        ...claim.spec,
        resources: { requests: { storage: atLeast(claim.spec.resources?.requests?.['storage'], restoreSize) } },
        dataSource: { apiGroup: 'snapshot.storage.k8s.io', kind: 'VolumeSnapshot', name },
      },
    },
  ];
  return { claim: name, objects };
}

function notMade({ kind, metadata }: NewObject, outcome: string): Error {
  return failure(
    FailureType.snapshotFailed,
    `The snapshot was not tested: ${kind} ${metadata.name} could not be made (${outcome}). Look who has that name, or do without restoreTest.`,
  );
}
