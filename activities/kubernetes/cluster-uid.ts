import type { Cluster } from '../cluster.ts';
import { failure, FailureType } from '../failures.ts';

const known = new WeakMap<Cluster, string>();
const KUBE_SYSTEM = { apiVersion: 'v1', kind: 'Namespace', name: 'kube-system' } as const;

/**
 * Which cluster this is, however its server is addressed: the uid of the namespace kube-system, which every cluster has for as
 * long as it lives. A worker stays with one cluster, so it is read once. Fails when it cannot be read.
 */
export async function clusterUid(cluster: Cluster, signal?: AbortSignal): Promise<string> {
  const uid = known.get(cluster) ?? (await cluster.get(KUBE_SYSTEM, signal))?.metadata.uid;
  if (uid === undefined) {
    throw failure(
      FailureType.unsupported,
      'Which cluster this is cannot be told: it has no namespace kube-system, whose uid is taken for that. Look at the server that the kubeconfig names.',
    );
  }
  known.set(cluster, uid);
  return uid;
}
