import type { ObjectMeta } from '../../cluster.ts';
import { EXPIRES_AT, FAULT_ID, FAULT_LABEL, markOf } from '../../kubernetes/marks.ts';
import { setOf } from '../../snapshots/csi-volume-snapshot/names.ts';
import { readSet, type StoredVolume } from '../../snapshots/csi-volume-snapshot/stored-set.ts';
import type { FaultCall } from '../driver.ts';

export type Preparing = Omit<FaultCall<'environment-clone'>, 'baseline'>;

/** By which everything of this clone can be found again, also by a person. */
export function marksOf({ faultId, expiresAt }: Pick<Preparing, 'faultId' | 'expiresAt'>) {
  return {
    labels: { [FAULT_LABEL]: markOf(faultId) },
    annotations: { [FAULT_ID]: faultId, [EXPIRES_AT]: new Date(expiresAt).toISOString() },
  } satisfies Pick<Partial<ObjectMeta>, 'labels' | 'annotations'>;
}

export const selectorOf = ({ faultId }: Pick<Preparing, 'faultId'>): string => `${FAULT_LABEL}=${markOf(faultId)}`;

/** What is left of the snapshot that the clone begins with. */
export function volumesOf({ settings, ports, signal }: Preparing): Promise<readonly StoredVolume[]> {
  const { from, snapshotId } = settings;
  return readSet(setOf(snapshotId), { settings: { namespace: from }, ports, signal });
}
