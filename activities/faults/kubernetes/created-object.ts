import type { ClusterObject, NewObject, ObjectKey } from '../../cluster.ts';
import { failure, FailureType } from '../../failures.ts';
import { FAULT_ID } from '../../kubernetes/marks.ts';
import { MANAGER } from './field-owners.ts';
import type { OnObject } from './target-object.ts';

/** Creates what belongs to this fault alone; what is there already and says so is done. Without its namespace there is nothing to do. */
export async function createOurs(call: OnObject, object: NewObject, key: ObjectKey): Promise<void> {
  const created = await call.ports.cluster.create(object, { manager: MANAGER });
  if (created.outcome !== 'conflict') return;
  const found = await call.ports.cluster.get(key, call.signal);
  if (found === undefined || isOurs(call, found)) return;
  throw failure(
    FailureType.changedByOthers,
    `${key.kind} ${key.namespace}/${key.name} was not created: there is one of that name which is not of this fault. Find out whose it is.`,
  );
}

/** This incarnation of it only. Another one of that name is not ours. */
export async function deleteOurs(call: OnObject, key: ObjectKey): Promise<void> {
  const { cluster } = call.ports;
  const found = await readOurs(call, key);
  if (found === undefined) return;
  const answer = await cluster.delete(key, { uid: found.metadata.uid, manager: MANAGER });
  if (answer !== 'conflict') return;
  throw failure(
    FailureType.effectFailed,
    `${key.kind} ${key.namespace}/${key.name} was not deleted: it was made anew meanwhile. It is looked at again.`,
  );
}

export async function readOurs(call: OnObject, key: ObjectKey): Promise<ClusterObject | undefined> {
  const found = await call.ports.cluster.get(key, call.signal);
  return found && isOurs(call, found) ? found : undefined;
}

const isOurs = ({ faultId }: OnObject, { metadata }: ClusterObject): boolean =>
  metadata.annotations?.[FAULT_ID] === faultId;
