import type { SnapshotKind } from '../../experiments/definition/snapshots/index.ts';
import { csiVolumeSnapshot } from './csi-volume-snapshot.ts';
import { directory } from './directory.ts';
import type { Snapshotter } from './snapshotter.ts';

export const snapshotters: { readonly [K in SnapshotKind]: Snapshotter<K> } = {
  directory,
  'csi-volume-snapshot': csiVolumeSnapshot,
};

export const snapshotterOf = <K extends SnapshotKind>(kind: K): Snapshotter<K> => snapshotters[kind];
