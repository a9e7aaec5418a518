import type { NewObject } from '../../activities/cluster.ts';
import { chaosMesh } from '../../activities/faults/chaos-mesh.ts';
import type { FaultCall } from '../../activities/faults/driver.ts';
import type { ChaosMesh } from '../../experiments/definition/faults/chaos-mesh.ts';
import { identityOf } from './cluster-workload.ts';
import { aClusterWithChaosMesh, CHAOS_MESH, injectedInto, setStatus, steppingClock } from './fake-chaos-mesh.ts';
import type { FakeCluster } from './fake-cluster.ts';
import { aCall } from './fault-call.ts';
import { aWorld } from './fault-world.ts';

export const NOW = Date.UTC(2026, 10, 20);
export const PARTITION: ChaosMesh = {
  kind: 'NetworkChaos',
  spec: { action: 'partition', direction: 'both' },
  effectWithin: 20_000,
};
export const SCHEDULE: ChaosMesh = {
  kind: 'Schedule',
  spec: {
    schedule: '@every 5s',
    type: 'PodChaos',
    podChaos: { action: 'pod-kill', mode: 'one', selector: { labelSelectors: { app: 'web' } } },
  },
  effectWithin: 10_000,
};

export const aPod = (name: string, special: object = {}): NewObject => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { namespace: 'shop', name, labels: { app: 'web' }, creationTimestamp: '2026-11-19T00:00:00Z' },
  spec: { nodeName: 'n1', containers: [{ name: 'main', resources: { limits: { memory: '128Mi' } } }] },
  status: {
    phase: 'Running',
    conditions: [{ type: 'Ready', status: 'True' }],
    containerStatuses: [{ name: 'main', ready: true, restartCount: 0, state: { running: {} } }],
    ...special,
  },
});

interface Setting {
  readonly settings?: ChaosMesh;
  readonly step?: (cluster: FakeCluster, waited: number) => void;
  readonly exec?: string;
}

/** One pod, Chaos Mesh doing `step` whenever somebody waits, and the call with its baseline. */
export async function prepared({ settings = PARTITION, step = () => {}, exec = 'process sh\n' }: Setting = {}) {
  const answer = { outcome: 'exited', exitCode: 0, stdout: exec, stderr: '', durationMs: 1 } as const;
  const cluster = aClusterWithChaosMesh({ now: () => NOW, exec: () => answer });
  const pod = cluster.put(aPod('web-1'));
  const isParent = settings.kind === 'Schedule' || settings.kind === 'Workflow';
  const target = isParent ? cluster.seen({ apiVersion: 'v1', kind: 'Namespace', name: 'shop' })! : pod;
  const clock = steppingClock((waited) => step(cluster, waited), NOW);
  const world = aWorld('/nowhere', { cluster, clock });
  const call: FaultCall<'chaos-mesh'> = {
    ...aCall<'chaos-mesh'>(world, settings, identityOf(target)),
    expiresAt: NOW + 60_000,
  };
  return { cluster, pod, clock, call: { ...call, baseline: await chaosMesh.prepareUndo(call) } };
}

export const injects =
  (kind: string, status = injectedInto('shop/web-1')) =>
  (cluster: FakeCluster) =>
    setStatus(cluster, kind, status);
export const made = (cluster: FakeCluster) => cluster.writes().filter((write) => write.startsWith('create'));
export const aPodNetwork = (failedMessage?: string): NewObject => ({
  apiVersion: CHAOS_MESH,
  kind: 'PodNetworkChaos',
  metadata: { namespace: 'shop', name: 'web-1' },
  spec: { tcs: [{ source: 'shop/gameday-252f10c83610ebca' }], iptables: [{ source: 'shop/of-somebody-else' }] },
  status: { failedMessage },
});
