import type { CloneOrder } from '../../../experiments/definition/faults/environment-clone.ts';
import type { KubernetesIdentity } from '../../../experiments/definition/identity.ts';
import { clusterUid } from '../../kubernetes/cluster-uid.ts';
import type { Ports } from '../../ports.ts';
import { running } from '../../running.ts';

/** The namespace that a clone will have. Its key is the mutex: two experiments cannot make the same one. */
export function createIdentifyClone({ cluster }: Pick<Ports, 'cluster'>) {
  return async ({ namespace }: CloneOrder): Promise<KubernetesIdentity> => ({
    kind: 'kubernetes',
    key: `kubernetes/_/namespace/${namespace}`,
    label: `namespace ${namespace}`,
    apiVersion: 'v1',
    objectKind: 'Namespace',
    name: namespace,
    // There is none yet; what is made carries the id of the fault.
    uid: 'not made yet',
    cluster: await clusterUid(cluster, running().signal),
  });
}
