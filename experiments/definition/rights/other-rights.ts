import { rule, type Rights } from './rule.ts';

const LOOK = ['get', 'list'];

/** Probes, guardrails, snapshots and clones that ask the cluster; all others need no rights in it. */
export const otherRights = {
  kubernetes: {
    inTargets: [
      rule('', ['pods', 'events', 'services', 'configmaps', 'persistentvolumeclaims'], LOOK),
      rule('apps', ['daemonsets', 'deployments', 'replicasets', 'statefulsets'], LOOK),
      rule('batch', ['cronjobs', 'jobs'], LOOK),
    ],
  },
  'kubernetes-exec': { inTargets: [rule('', ['pods'], LOOK), rule('', ['pods/exec'], ['create', 'get'])] },
  'csi-volume-snapshot': {
    inTargets: [
      rule('', ['persistentvolumeclaims'], ['create', 'delete', ...LOOK]),
      rule('snapshot.storage.k8s.io', ['volumesnapshots'], ['create', 'delete', ...LOOK]),
      rule('', ['pods'], LOOK),
      rule('apps', ['deployments', 'replicasets', 'statefulsets'], [...LOOK, 'patch']),
    ],
    clusterWide: [
      rule('snapshot.storage.k8s.io', ['volumesnapshotcontents'], ['get']),
      rule('snapshot.storage.k8s.io', ['volumesnapshotclasses'], LOOK),
    ],
  },
  'restore-test': {
    inTargets: [rule('snapshot.storage.k8s.io', ['volumesnapshots'], ['patch'])],
    // It works in a namespace that it makes itself, so its rights cannot be in one.
    clusterWide: [
      rule('', ['namespaces'], ['create', 'delete', 'get']),
      rule('', ['persistentvolumeclaims'], ['create']),
      rule('', ['pods'], ['create', 'get']),
      rule('', ['events'], ['list']),
      rule('snapshot.storage.k8s.io', ['volumesnapshots'], ['create']),
      rule('snapshot.storage.k8s.io', ['volumesnapshotcontents'], ['create', 'delete', 'list']),
    ],
  },
  'environment-clone': {
    inTargets: [rule('snapshot.storage.k8s.io', ['volumesnapshots'], ['list'])],
    // It works in a namespace that it makes itself, so its rights cannot be in one.
    clusterWide: [
      rule('', ['namespaces'], ['create', 'delete', 'get']),
      rule('', ['configmaps', 'persistentvolumeclaims', 'secrets', 'serviceaccounts', 'services'], ['create', 'get']),
      rule('', ['pods'], ['create', ...LOOK]),
      rule('', ['events', 'persistentvolumes'], ['list']),
      rule('apps', ['deployments', 'statefulsets'], ['create', 'get']),
      rule('networking.k8s.io', ['networkpolicies'], ['create', 'get']),
      rule('storage.k8s.io', ['storageclasses'], ['get']),
      rule('snapshot.storage.k8s.io', ['volumesnapshots'], ['create', 'get']),
      rule('snapshot.storage.k8s.io', ['volumesnapshotcontents'], ['create', 'delete', ...LOOK]),
    ],
  },
  'cluster-health': { clusterWide: [rule('', ['nodes'], ['list'])] },
  'disruption-budget': { inTargets: [rule('policy', ['poddisruptionbudgets'], ['list'])] },
} as const satisfies Readonly<Record<string, Rights>>;

export type OtherKind = keyof typeof otherRights;
export const otherKinds: readonly OtherKind[] = Object.keys(otherRights).filter(
  (name): name is OtherKind => name in otherRights,
);
