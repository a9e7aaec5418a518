import { kinded, type Kinded } from '../kinded.ts';
import { csiVolumeSnapshot } from './csi-volume-snapshot.ts';
import { directory } from './directory.ts';

export const snapshotSettings = { directory, 'csi-volume-snapshot': csiVolumeSnapshot } as const;
export const snapshotSpec = kinded('snapshot', snapshotSettings, {}).meta({ id: 'snapshot' });
export type SnapshotSpec = Kinded<typeof snapshotSettings>;
export type SnapshotKind = keyof typeof snapshotSettings;
