import type { KubernetesIdentity, TargetIdentity } from '../../../experiments/definition/identity.ts';
import type { Intent } from '../guardrail.ts';

export const isInCluster = (target: TargetIdentity): target is KubernetesIdentity => target.kind === 'kubernetes';

export function clusterTargets({ targets }: Pick<Intent, 'targets'>): readonly KubernetesIdentity[] {
  return targets.flatMap(({ taken }) => taken).filter(isInCluster);
}

/** The object itself, when it is still this incarnation of it, as a key. */
export const keyOfTarget = ({ apiVersion, objectKind: kind, namespace, name }: KubernetesIdentity) => ({
  apiVersion,
  kind,
  namespace,
  name,
});
