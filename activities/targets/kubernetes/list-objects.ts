import { apiVersionOf } from '../../../experiments/definition/kubernetes-kinds.ts';
import type { KubernetesTargetSpec } from '../../../experiments/definition/targets/kubernetes.ts';
import type { Cluster, ClusterObject } from '../../cluster.ts';
import { failure, FailureType } from '../../failures.ts';

/** Everything that the server itself can select, sorted by namespace and name. */
export async function listObjects(
  settings: KubernetesTargetSpec,
  cluster: Cluster,
  signal: AbortSignal,
): Promise<{ readonly objects: readonly ClusterObject[]; readonly text: string }> {
  const { kind, namespace } = settings;
  const labels = labelsOf(settings);
  const fields = fieldsOf(settings);
  const query = { apiVersion: apiVersionFor(settings), kind, namespace, labels, fields };
  const objects = await cluster.list(query, signal);
  const by = [labels && `labels ${labels}`, fields && `fields ${fields}`].filter(Boolean).join(' and ');
  const where = namespace === undefined ? '' : ` in namespace ${namespace}`;
  return { objects, text: `${objects.length} ${kind} objects${by && ` with ${by}`}${where} were listed` };
}

function apiVersionFor({ kind, apiVersion }: KubernetesTargetSpec): string {
  const known = apiVersion ?? apiVersionOf(kind);
  if (known !== undefined) return known;
  throw failure(
    FailureType.unsupported,
    `No ${kind} was looked for: it is none of Kubernetes' own kinds. Give the target its "apiVersion".`,
  );
}

function labelsOf({ labels }: KubernetesTargetSpec): string | undefined {
  if (labels === undefined || typeof labels === 'string') return labels;
  return Object.entries(labels)
    .map(([key, value]) => `${key}=${value}`)
    .join(',');
}

function fieldsOf({ name, node, fields }: KubernetesTargetSpec): string | undefined {
  const all = [fields, name && `metadata.name=${name}`, node && `spec.nodeName=${node}`].filter(Boolean);
  return all.length === 0 ? undefined : all.join(',');
}
