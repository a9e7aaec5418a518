import { discardOld } from './csi-volume-snapshot/discard-old.ts';
import { preview } from './csi-volume-snapshot/preview.ts';
import { restore } from './csi-volume-snapshot/restore.ts';
import { take } from './csi-volume-snapshot/take.ts';
import { compare, verify } from './csi-volume-snapshot/verify.ts';
import type { Snapshotter } from './snapshotter.ts';

/** Snapshots live in the cluster, as VolumeSnapshots beside the claims, with our label. */
export const csiVolumeSnapshot: Snapshotter<'csi-volume-snapshot'> = {
  kind: 'csi-volume-snapshot',
  take,
  verify,
  compare,
  restore,
  discardOld,
  preview,
};
