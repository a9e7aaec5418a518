import type { Cluster, ClusterObject, OwnerReference } from '../cluster.ts';

/** More than a custom resource that makes deployments needs; a ring of owners ends here. */
const MOST = 5;

/** Who controls an object, and who controls that: the replica set of a pod, then its deployment. An owner that is gone ends it. */
export async function controllersOf(
  object: ClusterObject,
  cluster: Cluster,
  signal?: AbortSignal,
): Promise<readonly ClusterObject[]> {
  const found: ClusterObject[] = [];
  let next = controllerOf(object);
  while (next !== undefined && found.length < MOST) {
    const { apiVersion, kind, name, uid } = next;
    const { namespace } = object.metadata;
    const owner: ClusterObject | undefined = await cluster.get({ apiVersion, kind, namespace, name }, signal);
    if (owner?.metadata.uid !== uid) return found;
    found.push(owner);
    next = controllerOf(owner);
  }
  return found;
}

function controllerOf({ metadata }: ClusterObject): OwnerReference | undefined {
  return metadata.ownerReferences?.find(({ controller }) => controller === true);
}
