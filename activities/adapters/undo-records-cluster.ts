import type { Cluster, ClusterObject } from '../cluster.ts';
import type { FoundUndo, UndoRecords } from '../ports.ts';
import {
  LEASE,
  leaseKey,
  notARecord,
  placeIn,
  RECORD_LABEL,
  recordIn,
  signOfLife,
} from './undo-records-cluster-lease.ts';
import { exclusively, type LockPace, type LockPlace } from './undo-records-cluster-lock.ts';
import { writeRecord } from './undo-records-cluster-write.ts';
import { isRecord } from './undo-records-found.ts';

/** Four signs may be lost before the lock is. */
const PACE: LockPace = { signEveryMs: 2_000, silentForMs: 8_000 };

/**
 * One Lease per fault in one namespace of the cluster: record, sign of life and lock in one object. `identity` tells people
 * which process holds a lock.
 */
export function createClusterUndoRecords(
  cluster: Cluster,
  namespace: string,
  identity: string,
  pace: LockPace = PACE,
): UndoRecords {
  const placeOf = (faultId: string): LockPlace => ({
    cluster,
    key: { ...leaseKey(namespace, faultId), namespace },
    faultId,
    by: identity,
    pace,
  });
  const leases = () => cluster.list({ ...LEASE, namespace, labels: `${RECORD_LABEL}=true` });
  const records: UndoRecords = {
    at: () => records,
    async read(faultId) {
      const lease = await cluster.get(placeOf(faultId).key);
      return lease && recordIn(lease);
    },
    list: async () => (await leases()).map(recordIn).filter((record) => record !== undefined),
    survey: async () => (await leases()).map(found),
    write: (record) => writeRecord(placeOf(record.faultId), record),
    remove: (faultId) => remove(placeOf(faultId)),
    renew: (faultId, until) => renew(placeOf(faultId), until),
    exclusively: (faultId, work, options) => exclusively(placeOf(faultId), work, options),
  };
  return records;
}

function found(lease: ClusterObject): FoundUndo {
  const file = placeIn(lease);
  try {
    const record = recordIn(lease);
    return record && isRecord(record) ? { file, record } : { file, problem: notARecord(lease) };
  } catch (error) {
    return { file, problem: error instanceof Error ? error.message : String(error) };
  }
}

async function remove({ cluster, key }: LockPlace): Promise<void> {
  for (;;) {
    const lease = await cluster.get(key);
    if (lease === undefined) return;
    const { uid, resourceVersion } = lease.metadata;
    if ((await cluster.delete(key, { uid, resourceVersion, manager: 'gameday' })) !== 'conflict') return;
  }
}

/** Of a fault without a record nobody asks for a sign of life. */
async function renew({ cluster, key }: LockPlace, until: number): Promise<void> {
  const body = { spec: signOfLife(until, Date.now()) };
  await cluster.patch(key, { type: 'merge', body, manager: 'gameday' });
}
