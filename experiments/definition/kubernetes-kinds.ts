/** The API group and version of the kinds that are part of Kubernetes, as of 1.30 to 1.36. */
const API_VERSIONS: Readonly<Record<string, string>> = {
  Pod: 'v1',
  Node: 'v1',
  Namespace: 'v1',
  Service: 'v1',
  ConfigMap: 'v1',
  PersistentVolume: 'v1',
  PersistentVolumeClaim: 'v1',
  Deployment: 'apps/v1',
  StatefulSet: 'apps/v1',
  DaemonSet: 'apps/v1',
  ReplicaSet: 'apps/v1',
  Job: 'batch/v1',
  CronJob: 'batch/v1',
  NetworkPolicy: 'networking.k8s.io/v1',
  Ingress: 'networking.k8s.io/v1',
  PodDisruptionBudget: 'policy/v1',
  VirtualService: 'networking.istio.io/v1',
};

/** Undefined for a kind that is none of Kubernetes' own: then the document must say it. */
export function apiVersionOf(kind: string): string | undefined {
  return API_VERSIONS[kind];
}

export const KNOWN_KINDS: readonly string[] = Object.keys(API_VERSIONS);

/** What has pods of its own. */
export const POD_OWNERS: readonly string[] = ['Deployment', 'StatefulSet', 'DaemonSet', 'ReplicaSet', 'Job', 'CronJob'];

/** `deployment/web`; undefined when the first word is no owner of pods. */
export function ownerNamed(text: string): { readonly kind: string; readonly name: string } | undefined {
  const [word = '', name = ''] = text.split('/');
  const kind = POD_OWNERS.find((one) => one.toLowerCase() === word.toLowerCase());
  return kind === undefined ? undefined : { kind, name };
}
