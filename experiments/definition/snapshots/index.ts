import { kinded, type Kinded } from '../kinded.ts';
import { directory } from './directory.ts';

export const snapshotSettings = { directory } as const;
export const snapshotSpec = kinded('snapshot', snapshotSettings, {}).meta({ id: 'snapshot' });
export type SnapshotSpec = Kinded<typeof snapshotSettings>;
export type SnapshotKind = keyof typeof snapshotSettings;
