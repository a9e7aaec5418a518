import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FaultKind } from '../../experiments/definition/faults/index.ts';
import { type ClusterFaultKind, clusterFaultRigs, type ClusterRig } from './cluster-fault-rigs.ts';
import { startChild } from './fault-child.ts';
import { type FaultStage, ordersFor } from './fault-stage.ts';
import { aWorld } from './fault-world.ts';
import { aNamespace, liveCluster } from './live-cluster.ts';

/** On the real cluster: one namespace for the target, and one for the records, which the first record makes. */
export async function clusterStage(kind: ClusterFaultKind): Promise<FaultStage> {
  const cluster = liveCluster();
  const { name: namespace } = await aNamespace(cluster, kind);
  const records = `${namespace}-records`;
  const folder = await mkdtemp(join(tmpdir(), 'gameday-fault-'));
  const open: ClusterRig<FaultKind> = clusterFaultRigs[kind];
  const rig = await open({ cluster, namespace });
  return {
    rig,
    ports: aWorld(folder, { cluster }, records),
    order: ordersFor(kind, rig),
    worker: (order) => startChild('fault-injecting-worker.ts', folder, JSON.stringify(order), records),
    shortHoldMs: 6_000,
    async close() {
      await rig.stop();
      // They go by themselves; nobody comes back to these names.
      for (const name of [namespace, records]) await cluster.delete({ apiVersion: 'v1', kind: 'Namespace', name });
      await rm(folder, { recursive: true, force: true });
    },
  };
}
