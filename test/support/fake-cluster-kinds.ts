import type { ObjectKey } from '../../activities/cluster.ts';

export interface FakeKind {
  readonly apiVersion: string;
  readonly kind: string;
  readonly plural: string;
  readonly namespaced: boolean;
  /** `metadata.generation` counts the changes of its spec. */
  readonly counted: boolean;
  /** `status` is written through the subresource only. */
  readonly ownStatus: boolean;
}

const VERBS = ['create', 'delete', 'deletecollection', 'get', 'list', 'patch', 'update', 'watch'] as const;

/** A custom resource; the cluster knows it only when a test says so, as after its definition was installed. */
export function customKind(
  apiVersion: string,
  kind: string,
  change: Partial<Omit<FakeKind, 'apiVersion' | 'kind'>> = {},
): FakeKind {
  const plural = kind.toLowerCase().replace(/([^s])$/, '$1s');
  return { apiVersion, kind, plural, namespaced: true, counted: true, ownStatus: true, ...change };
}

export const resourceOfKind = ({ plural, namespaced }: FakeKind) => ({ plural, namespaced, verbs: VERBS });

export function findKind(
  known: readonly FakeKind[],
  { apiVersion, kind }: Pick<ObjectKey, 'apiVersion' | 'kind'>,
): FakeKind | undefined {
  return known.find((one) => one.apiVersion === apiVersion && one.kind === kind);
}

type Change = Partial<Omit<FakeKind, 'apiVersion' | 'kind'>>;
const PLAIN: Change = { counted: false, ownStatus: false };
const UNCOUNTED: Change = { counted: false };
const ALONE: Change = { namespaced: false };

/** What a bare API server serves, as far as game days have to do with it. */
export const KUBERNETES_KINDS: readonly FakeKind[] = [
  customKind('v1', 'Pod'),
  customKind('v1', 'Service', UNCOUNTED),
  customKind('v1', 'Endpoints', { ...PLAIN, plural: 'endpoints' }),
  customKind('v1', 'ConfigMap', PLAIN),
  customKind('v1', 'Secret', PLAIN),
  customKind('v1', 'Event', PLAIN),
  customKind('v1', 'ServiceAccount', PLAIN),
  customKind('v1', 'PersistentVolumeClaim', UNCOUNTED),
  customKind('v1', 'PersistentVolume', { ...UNCOUNTED, ...ALONE }),
  customKind('v1', 'Namespace', { ...UNCOUNTED, ...ALONE }),
  customKind('v1', 'Node', { ...UNCOUNTED, ...ALONE }),
  customKind('apps/v1', 'Deployment'),
  customKind('apps/v1', 'ReplicaSet'),
  customKind('apps/v1', 'StatefulSet'),
  customKind('apps/v1', 'DaemonSet'),
  customKind('batch/v1', 'Job'),
  customKind('batch/v1', 'CronJob'),
  customKind('policy/v1', 'PodDisruptionBudget'),
  customKind('networking.k8s.io/v1', 'NetworkPolicy', { ownStatus: false, plural: 'networkpolicies' }),
  customKind('networking.k8s.io/v1', 'Ingress', { plural: 'ingresses' }),
  customKind('coordination.k8s.io/v1', 'Lease', PLAIN),
  customKind('discovery.k8s.io/v1', 'EndpointSlice', { ...PLAIN, counted: true }),
  customKind('events.k8s.io/v1', 'Event', PLAIN),
  customKind('autoscaling/v2', 'HorizontalPodAutoscaler', UNCOUNTED),
  customKind('storage.k8s.io/v1', 'StorageClass', { ...PLAIN, ...ALONE, plural: 'storageclasses' }),
  customKind('rbac.authorization.k8s.io/v1', 'Role', PLAIN),
  customKind('rbac.authorization.k8s.io/v1', 'RoleBinding', PLAIN),
  customKind('apiextensions.k8s.io/v1', 'CustomResourceDefinition', ALONE),
];
