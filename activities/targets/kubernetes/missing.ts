import type { KubernetesTargetSpec } from '../../../experiments/definition/targets/kubernetes.ts';
import type { Cluster } from '../../cluster.ts';
import { failure, FailureType } from '../../failures.ts';

/** A namespace that is not there looks like an empty one, so that is asked, when it may be. */
export async function missing(
  { namespace }: KubernetesTargetSpec,
  seen: readonly string[],
  cluster: Cluster,
  signal: AbortSignal,
): Promise<Error> {
  const isThere = namespace === undefined || (await hasNamespace(namespace, cluster, signal));
  const all = isThere ? seen : [...seen, `there is no namespace ${namespace}`];
  return failure(
    FailureType.targetMissing,
    `No target was found: ${all.join('; ')}. Start the target, or correct its selector.`,
  );
}

/** True also when this worker may not look. */
async function hasNamespace(name: string, cluster: Cluster, signal: AbortSignal): Promise<boolean> {
  try {
    return (await cluster.get({ apiVersion: 'v1', kind: 'Namespace', name }, signal)) !== undefined;
  } catch {
    return true;
  }
}
