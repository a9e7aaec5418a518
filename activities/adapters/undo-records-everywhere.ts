import { placeOf } from '../../experiments/definition/record-place.ts';
import type { Cluster } from '../cluster.ts';
import type { UndoRecords } from '../ports.ts';

/** A record is beside its target, as the id of the fault says. Lists of both, where a cluster is configured. */
export function createUndoRecordsEverywhere(
  machine: UndoRecords,
  inCluster: UndoRecords,
  cluster: Pick<Cluster, 'describe'>,
): UndoRecords {
  const at: UndoRecords['at'] = (place) => (place === 'cluster' ? inCluster : machine);
  const of = (faultId: string) => at(placeOf(faultId));
  const all = () => (cluster.describe() === undefined ? [machine] : [machine, inCluster]);
  return {
    at,
    read: (faultId) => of(faultId).read(faultId),
    list: async () => (await Promise.all(all().map((records) => records.list()))).flat(),
    survey: async () => (await Promise.all(all().map((records) => records.survey()))).flat(),
    write: (record) => of(record.faultId).write(record),
    remove: (faultId) => of(faultId).remove(faultId),
    renew: (faultId, until) => of(faultId).renew(faultId, until),
    exclusively: (faultId, work, options) => of(faultId).exclusively(faultId, work, options),
  };
}
