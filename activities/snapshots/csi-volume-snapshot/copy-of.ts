import type { NewObject, ObjectMeta } from '../../cluster.ts';
import { asContent } from './api-objects.ts';
import { atLeast } from './claim-anew.ts';
import { SNAPSHOT_API } from './names.ts';
import type { StoredVolume } from './stored-set.ts';

export interface CopyPlace {
  readonly namespace: string;
  /** Of the VolumeSnapshotContent, which lives beside namespaces. */
  readonly contentName: (claim: string) => string;
  /** By which everything that is made can be found again. */
  readonly marks: Pick<Partial<ObjectMeta>, 'labels' | 'annotations'>;
}

export interface VolumeCopy {
  readonly claim: string;
  /** In the order in which they must be made. */
  readonly objects: readonly [content: NewObject, snapshot: NewObject, claim: NewObject];
}

/**
 * A VolumeSnapshot belongs to its namespace. In another one the same snapshot of the storage gets a content of its own, which
 * names it by its handle and never deletes it (Retain), and a claim that begins with it. A text says why there can be none.
 */
export function copyOf(
  { snapshot, content, claim }: StoredVolume,
  { namespace, contentName, marks }: CopyPlace,
): VolumeCopy | string {
  const { driver } = (content && asContent(content).spec) ?? {};
  const { snapshotHandle, restoreSize } = (content && asContent(content).status) ?? {};
  if (claim === undefined || driver === undefined || snapshotHandle === undefined) {
    return `${snapshot.metadata.name} tells no handle. Take it again`;
  }
  const { name, spec } = claim;
  const ref = { apiVersion: SNAPSHOT_API, kind: 'VolumeSnapshot', namespace, name };
  const storage = atLeast(spec.resources?.requests?.['storage'], restoreSize);
  return {
    claim: name,
    objects: [
      {
        apiVersion: SNAPSHOT_API,
        kind: 'VolumeSnapshotContent',
        metadata: { name: contentName(name), ...marks },
        spec: { deletionPolicy: 'Retain', driver, source: { snapshotHandle }, volumeSnapshotRef: ref },
      },
      {
        apiVersion: SNAPSHOT_API,
        kind: 'VolumeSnapshot',
        metadata: { namespace, name, ...marks },
        spec: { source: { volumeSnapshotContentName: contentName(name) } },
      },
      {
        apiVersion: 'v1',
        kind: 'PersistentVolumeClaim',
        metadata: { namespace, name, ...marks, labels: { ...claim.labels, ...marks.labels } },
        spec: {
          ...spec,
          resources: { requests: { storage } },
          dataSource: { apiGroup: 'snapshot.storage.k8s.io', kind: 'VolumeSnapshot', name },
        },
      },
    ],
  };
}
