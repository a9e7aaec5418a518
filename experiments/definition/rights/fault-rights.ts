import type { FaultKind } from '../faults/index.ts';
import { rule, type Rights } from './rule.ts';

/** They act on the worker's machine, or through an address. */
type OutsideKind = 'process-kill' | 'process-pause' | 'http-toggle' | 'command' | 'toxiproxy';
/** No fault for whoever asks for rights: other-rights.ts. */
type ImpliedKind = 'environment-clone';
export type ClusterFaultKind = Exclude<FaultKind, OutsideKind | ImpliedKind>;

const LOOK = ['get', 'list'];
const CHANGE = ['get', 'patch'];
const MAKE = ['create', 'delete', 'get'];
/** A web socket is opened by GET, and newer servers ask for `create` all the same. */
const EXEC = rule('', ['pods/exec'], ['create', 'get']);
const OWNERS = ['daemonsets', 'deployments', 'replicasets', 'statefulsets'];

const nodes = (...more: ReturnType<typeof rule>[]): Rights => ({
  clusterWide: [rule('', ['nodes'], ['get', 'list', 'patch']), rule('', ['pods'], LOOK), ...more],
});

/** What each kind of fault needs beside `EVERY_FAULT`; its tests run with just these. */
const rights = {
  'pod-kill': { inTargets: [rule('', ['pods'], ['delete'])] },
  'container-kill': { inTargets: [EXEC], inOurs: [rule('', ['pods'], MAKE)] },
  'container-process-kill': { inTargets: [EXEC] },
  scale: { inTargets: [rule('apps', ['deployments', 'replicasets', 'statefulsets'], CHANGE)] },
  'rollout-restart': { inTargets: [rule('apps', ['daemonsets', 'deployments', 'statefulsets'], CHANGE)] },
  cordon: nodes(),
  // NoExecute ends pods, whose workloads must come back.
  taint: nodes(rule('apps', OWNERS, LOOK)),
  drain: nodes(rule('', ['pods/eviction'], ['create']), rule('apps', OWNERS, LOOK)),
  'config-change': { inTargets: [rule('', ['configmaps'], [...LOOK, 'patch'])] },
  'service-selector': {
    inTargets: [rule('', ['services'], [...LOOK, 'patch']), rule('discovery.k8s.io', ['endpointslices'], ['list'])],
  },
  // A single pod gets a label of its own for it.
  'network-policy': {
    inTargets: [rule('networking.k8s.io', ['networkpolicies'], MAKE), rule('', ['pods'], ['patch']), EXEC],
  },
  'chaos-mesh': {
    inTargets: [rule('chaos-mesh.org', ['*'], ['create', 'delete', ...LOOK]), rule('', ['events'], ['list']), EXEC],
    // A target may be a namespace, and those are looked for beside namespaces.
    clusterWide: [rule('', ['namespaces'], ['list'])],
  },
  'litmus-engine': {
    inTargets: [
      rule('litmuschaos.io', ['chaosengines'], ['create', 'delete', 'patch', ...LOOK]),
      rule('litmuschaos.io', ['chaosexperiments', 'chaosresults'], LOOK),
      rule('', ['events'], ['list']),
    ],
  },
  'istio-http-fault': {
    inTargets: [rule('networking.istio.io', ['virtualservices'], ['create', 'delete', 'patch', ...LOOK])],
  },
} satisfies Readonly<Record<string, Rights>>;

/** A new kind that acts on the cluster does not compile until its rights are here. */
export const faultRights: { readonly [K in ClusterFaultKind]: Rights } = rights;

export const clusterFaultKinds: readonly ClusterFaultKind[] = Object.keys(faultRights).filter(
  (name): name is ClusterFaultKind => name in faultRights,
);

/** To find targets and what owns them, to see that they are well again, and to keep undo records. */
export const EVERY_FAULT: Rights = {
  inTargets: [
    rule('', ['pods'], LOOK),
    rule('apps', OWNERS, LOOK),
    rule('batch', ['cronjobs', 'jobs'], LOOK),
    rule('', ['namespaces'], ['get']),
  ],
  inOurs: [
    rule('coordination.k8s.io', ['leases'], ['create', 'delete', 'get', 'list', 'patch']),
    rule('', ['namespaces'], ['get']),
    // The worker looks who it is itself, so that nothing is done to it.
    rule('', ['pods'], ['get']),
    rule('apps', ['deployments', 'replicasets'], ['get']),
  ],
  // The uid of kube-system says which cluster this is.
  inSystem: [rule('', ['namespaces'], ['get'])],
};
