import type { ClusterObject } from '../../cluster.ts';
import { isMapping } from '../../kubernetes/json.ts';
import { podsOwnedBy } from '../../kubernetes/owned-pods.ts';
import { namespaceOf, type OnEngine } from './engine-object.ts';

type Looking = Pick<OnEngine, 'settings' | 'target' | 'ports' | 'signal'>;

/** The pods that Litmus can choose from: those of the workload, or those with the labels in `appinfo`. */
export async function meantPods(call: Looking, target: ClusterObject): Promise<readonly ClusterObject[]> {
  const { cluster } = call.ports;
  if (target.kind !== 'Namespace') return await podsOwnedBy(target, cluster, call.signal);
  const { appinfo } = call.settings.spec;
  const { applabel, appns } = isMapping(appinfo) ? appinfo : {};
  if (typeof applabel !== 'string' || applabel === '') return [];
  const namespace = typeof appns === 'string' && appns !== '' ? appns : namespaceOf(call);
  return await cluster.list({ apiVersion: 'v1', kind: 'Pod', namespace, labels: applabel }, call.signal);
}
