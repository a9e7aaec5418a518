import type { ClusterRig } from './cluster-fault-rigs.ts';
import { aHollowNode } from './hollow-node.ts';

/** A double of a node, so that nobody else's pods have to wait. */
export const cordonRig: ClusterRig<'cordon'> = async ({ cluster }) => {
  const node = await aHollowNode(cluster);
  const isCordoned = async () =>
    ((await node.read())?.['spec'] as { unschedulable?: boolean } | undefined)?.unschedulable === true;
  return {
    settings: {},
    target: () => node.identity(),
    effects: async () => ((await isCordoned()) ? 1 : 0),
    state: async () => ({ cordoned: await isCordoned(), labels: (await node.read())?.metadata.labels }),
    vanish: () => node.remove(),
    vanished: 'done',
    stop: () => node.stop(),
  };
};
