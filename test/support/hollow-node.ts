import { randomBytes } from 'node:crypto';
import type { Cluster, ObjectKey } from '../../activities/cluster.ts';
import { type Made, made } from './cluster-workload.ts';
import { eventually } from './eventually.ts';

const BEAT_MS = 4_000;

export interface HollowNode extends Made {
  readonly name: string;
  /** A pod that is bound to it, and stays Pending there. */
  pod(namespace: string): Promise<ObjectKey>;
  stop(): Promise<void>;
}

/**
 * A double of a node: an object with a heartbeat, and no machine behind it, so that it may be cordoned, tainted and deleted while
 * others use the cluster. Its taint keeps everybody's pods away, those of daemon sets too.
 */
export async function aHollowNode(cluster: Cluster): Promise<HollowNode> {
  const name = `t-hollow-${randomBytes(3).toString('hex')}`;
  const labels = { 'kubernetes.io/hostname': name };
  const node = await made(cluster, {
    apiVersion: 'v1',
    kind: 'Node',
    metadata: { name, labels },
    spec: { taints: [{ key: 'gameday.dev/hollow', effect: 'NoSchedule' }] },
  });
  const lease = {
    apiVersion: 'coordination.k8s.io/v1',
    kind: 'Lease',
    metadata: { namespace: 'kube-node-lease', name },
  };
  await cluster.create({ ...lease, spec: { holderIdentity: name, leaseDurationSeconds: 40, renewTime: now() } });
  const ready = { type: 'Ready', status: 'True', reason: 'HollowNode', message: 'a double' };
  await cluster.patch(node.key, {
    type: 'merge',
    subresource: 'status',
    manager: 'test',
    body: { status: { conditions: [ready] } },
  });
  // Whoever makes a node gets it with a taint, which its controller takes away when it hears that it is ready.
  const taints = async () => ((await node.read())!['spec'] as { readonly taints?: readonly unknown[] }).taints ?? [];
  await eventually(async () => (await taints()).length === 1, 60_000, `${name} has no taint but its own`);
  const beat = setInterval(() => {
    const body = { spec: { renewTime: now() } };
    const key = { apiVersion: lease.apiVersion, kind: lease.kind, ...lease.metadata };
    void cluster.patch(key, { type: 'merge', manager: 'test', body }).catch(() => undefined);
  }, BEAT_MS);
  beat.unref();
  return {
    ...node,
    name,
    async pod(namespace) {
      const pod = await made(cluster, {
        apiVersion: 'v1',
        kind: 'Pod',
        metadata: { namespace, name: `on-${name}-${randomBytes(3).toString('hex')}`, labels: { app: 'hollow' } },
        spec: {
          nodeName: name,
          tolerations: [{ key: 'gameday.dev/hollow', operator: 'Exists' }],
          containers: [{ name: 'main', image: 'gameday/busybox:1', imagePullPolicy: 'Never' }],
        },
      });
      return pod.key;
    },
    async stop() {
      clearInterval(beat);
      // No kubelet will ever say that they have ended.
      for (const { metadata } of await cluster.list({
        apiVersion: 'v1',
        kind: 'Pod',
        fields: `spec.nodeName=${name}`,
      })) {
        const key = { apiVersion: 'v1', kind: 'Pod', namespace: metadata.namespace, name: metadata.name };
        await cluster.delete(key, { gracePeriodSeconds: 0 });
      }
      await cluster.delete(node.key, { gracePeriodSeconds: 0 });
      await cluster.delete({ apiVersion: lease.apiVersion, kind: lease.kind, ...lease.metadata });
    },
  };
}

/** With microseconds, as the API wants it. */
const now = (): string => new Date().toISOString().replace('Z', '000Z');
