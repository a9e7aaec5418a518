import type { Cluster, ClusterObject } from '../../cluster.ts';
import { controllersOf } from '../../kubernetes/controllers.ts';
import { replicasOf } from '../../kubernetes/replicas.ts';

export interface HitWorkload {
  /** The uppermost owner that counts replicas: of a pod of a deployment the deployment. Undefined for pods that nobody owns. */
  readonly workload: ClusterObject | undefined;
  readonly pods: readonly ClusterObject[];
}

export async function hitWorkloads(pods: readonly ClusterObject[], cluster: Cluster): Promise<readonly HitWorkload[]> {
  const hit = new Map<string, { workload: ClusterObject | undefined; pods: ClusterObject[] }>();
  for (const pod of pods) {
    const controllers = await controllersOf(pod, cluster);
    const workload = controllers.findLast((one) => replicasOf(one) !== undefined);
    const key = workload?.metadata.uid ?? pod.metadata.uid;
    const known = hit.get(key) ?? { workload, pods: [] };
    known.pods.push(pod);
    hit.set(key, known);
  }
  return [...hit.values()];
}
