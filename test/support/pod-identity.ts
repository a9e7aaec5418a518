import type { KubernetesIdentity } from '../../experiments/definition/identity.ts';

export function aPodIdentity(name: string, change: Partial<KubernetesIdentity> = {}): KubernetesIdentity {
  const { namespace = 'shop', objectKind = 'Pod' } = change;
  return {
    kind: 'kubernetes',
    key: `kubernetes/${namespace}/${objectKind.toLowerCase()}/${name}`,
    label: `${objectKind.toLowerCase()} ${namespace}/${name}`,
    apiVersion: 'v1',
    objectKind,
    namespace,
    name,
    uid: `uid-of-${name}`,
    ...change,
  };
}
