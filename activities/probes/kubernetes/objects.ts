import { apiVersionOf } from '../../../experiments/definition/kubernetes-kinds.ts';
import { labelsText } from '../../../experiments/definition/label-selector.ts';
import type { KubernetesProbe } from '../../../experiments/definition/probes/kubernetes.ts';
import type { ClusterObject } from '../../cluster.ts';
import type { Look } from './look.ts';

type Choice = Pick<KubernetesProbe, 'kind' | 'namespace' | 'name' | 'labels'>;

export async function chosenObjects({ settings, cluster, signal }: Look): Promise<readonly ClusterObject[]> {
  const { kind, namespace, name, labels } = settings;
  const apiVersion = settings.apiVersion ?? apiVersionOf(kind) ?? '';
  if (name === undefined) return cluster.list({ apiVersion, kind, namespace, labels: labelsText(labels) }, signal);
  const object = await cluster.get({ apiVersion, kind, namespace, name }, signal);
  return object === undefined ? [] : [object];
}

/** `Deployment shop/web`, or `Pod with app=web in namespace shop` */
export function describeChoice({ kind, namespace, name, labels }: Choice): string {
  if (name !== undefined) return namespace === undefined ? `${kind} ${name}` : `${kind} ${namespace}/${name}`;
  const where = namespace === undefined ? '' : ` in namespace ${namespace}`;
  return `${kind} with ${labelsText(labels)}${where}`;
}
