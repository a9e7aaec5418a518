import type { Cluster } from '../../activities/cluster.ts';
import type { FaultKind } from '../../experiments/definition/faults/index.ts';
import { chaosMeshRig } from './cluster-rig-chaos-mesh.ts';
import { configChangeRig } from './cluster-rig-config-change.ts';
import { containerKillRig } from './cluster-rig-container-kill.ts';
import { containerProcessKillRig } from './cluster-rig-container-process-kill.ts';
import { cordonRig } from './cluster-rig-cordon.ts';
import { drainRig } from './cluster-rig-drain.ts';
import { environmentCloneRig } from './cluster-rig-environment-clone.ts';
import { istioHttpFaultRig } from './cluster-rig-istio-http-fault.ts';
import { litmusEngineRig } from './cluster-rig-litmus-engine.ts';
import { networkPolicyRig } from './cluster-rig-network-policy.ts';
import { podKillRig } from './cluster-rig-pod-kill.ts';
import { rolloutRestartRig } from './cluster-rig-rollout-restart.ts';
import { scaleRig } from './cluster-rig-scale.ts';
import { serviceSelectorRig } from './cluster-rig-service-selector.ts';
import { taintRig } from './cluster-rig-taint.ts';
import type { FaultRig, MachineFaultKind } from './fault-rigs.ts';

/** Where a rig builds its target: a namespace of the test, made before and deleted after it with all that is in it. */
export interface ClusterForRig {
  readonly cluster: Cluster;
  readonly namespace: string;
}

export type ClusterFaultKind = Exclude<FaultKind, MachineFaultKind>;
export type ClusterRig<K extends FaultKind> = (on: ClusterForRig) => Promise<FaultRig<K>>;

/**
 * One line and one file (`cluster-rig-<kind>.ts`) for each kind that acts on the cluster; the contract suites in
 * `test/contracts/*.cluster.test.ts` then run against it. An example:
 *
 * ```ts
 * export const scaleRig: ClusterRig<'scale'> = async ({ cluster, namespace }) => {
 *   const web = await aWorkload(cluster, namespace, { replicas: 3 });   // cluster-workload.ts; waits until it is ready
 *   const replicas = async () => ((await web.read())?.['spec'] as { replicas: number } | undefined)?.replicas;
 *   return {
 *     settings: { replicas: 1 },                       // as parsed: with the defaults of the schema
 *     target: web.identity,                            // kind 'kubernetes', key, uid: as it is now
 *     effects: async () => ((await replicas()) === 1 ? 1 : 0),
 *     state: replicas,                                 // compared before and after; nothing that changes by itself
 *     vanish: web.remove,                              // resolves when it is gone
 *     vanished: 'done',
 *     changeByOthers: () => web.patch({ spec: { replicas: 5 } }),
 *     stop: async () => {},                            // the namespace goes anyway; nodes and the like are put right here
 *   };
 * };
 * ```
 */
export const clusterFaultRigs: { readonly [K in ClusterFaultKind]: ClusterRig<K> } = {
  'pod-kill': podKillRig,
  'container-kill': containerKillRig,
  'container-process-kill': containerProcessKillRig,
  'chaos-mesh': chaosMeshRig,
  scale: scaleRig,
  'rollout-restart': rolloutRestartRig,
  cordon: cordonRig,
  drain: drainRig,
  taint: taintRig,
  'network-policy': networkPolicyRig,
  'config-change': configChangeRig,
  'service-selector': serviceSelectorRig,
  'istio-http-fault': istioHttpFaultRig,
  'litmus-engine': litmusEngineRig,
  'environment-clone': environmentCloneRig,
};

export const clusterFaultKinds = Object.keys(clusterFaultRigs).filter(
  (name): name is ClusterFaultKind => name in clusterFaultRigs,
);
