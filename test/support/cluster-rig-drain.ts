import { isLeaving } from '../../activities/kubernetes/pod-state.ts';
import type { ClusterRig } from './cluster-fault-rigs.ts';
import { aHollowNode } from './hollow-node.ts';

/** A double of a node with one pod bound to it at a time. Nobody starts it again, so it must be allowed to be lost. */
export const drainRig: ClusterRig<'drain'> = async ({ cluster, namespace }) => {
  const node = await aHollowNode(cluster);
  let made = 0;
  const there = async () => {
    const pods = await cluster.list({ apiVersion: 'v1', kind: 'Pod', namespace, fields: `spec.nodeName=${node.name}` });
    return pods.filter((pod) => !isLeaving(pod)).length;
  };
  return {
    settings: { blockedFor: 10_000, gracePeriod: 0, allow: ['pods-without-controller'] },
    async target() {
      if ((await there()) === 0) {
        await node.pod(namespace);
        made += 1;
      }
      return await node.identity();
    },
    effects: async () => made - (await there()),
    async state() {
      const object = await node.read();
      const { unschedulable } = (object?.['spec'] ?? {}) as { readonly unschedulable?: boolean };
      return { unschedulable, labels: object?.metadata.labels };
    },
    vanish: () => node.remove(),
    vanished: 'done',
    stop: () => node.stop(),
  };
};
