import type { SnapshotKind } from '../../experiments/definition/snapshots/index.ts';
import { directory } from './directory.ts';
import type { Snapshotter } from './snapshotter.ts';

export const snapshotters: { readonly [K in SnapshotKind]: Snapshotter<K> } = { directory };
