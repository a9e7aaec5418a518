import type { Cluster, ClusterObject } from '../cluster.ts';

/** What stands between a workload and its pods. */
const BETWEEN: Readonly<Record<string, { readonly apiVersion: string; readonly kind: string }>> = {
  Deployment: { apiVersion: 'apps/v1', kind: 'ReplicaSet' },
  CronJob: { apiVersion: 'batch/v1', kind: 'Job' },
};

/** The uids by which the pods of a workload name their owner: its own, or those of its replica sets or jobs. */
export async function ownersOfPods(
  workload: ClusterObject,
  cluster: Cluster,
  signal?: AbortSignal,
): Promise<ReadonlySet<string>> {
  const { kind, metadata } = workload;
  const between = BETWEEN[kind];
  if (between === undefined) return new Set([metadata.uid]);
  const all = await cluster.list({ ...between, namespace: metadata.namespace }, signal);
  return new Set(all.filter((one) => isOwnedBy(one, new Set([metadata.uid]))).map((one) => one.metadata.uid));
}

/** By uid: a name that was given again, and a label that somebody else uses too, mean nothing. */
export function isOwnedBy({ metadata }: ClusterObject, uids: ReadonlySet<string>): boolean {
  return (metadata.ownerReferences ?? []).some(({ uid }) => uids.has(uid));
}

/** Also those that are being deleted, or do not run. */
export async function podsOwnedBy(
  workload: ClusterObject,
  cluster: Cluster,
  signal?: AbortSignal,
): Promise<readonly ClusterObject[]> {
  const [owners, pods] = await Promise.all([
    ownersOfPods(workload, cluster, signal),
    cluster.list({ apiVersion: 'v1', kind: 'Pod', namespace: workload.metadata.namespace }, signal),
  ]);
  return pods.filter((pod) => isOwnedBy(pod, owners));
}
