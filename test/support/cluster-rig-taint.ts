import type { ClusterRig } from './cluster-fault-rigs.ts';
import { aHollowNode } from './hollow-node.ts';

const KEY = 'gameday.dev/test';

interface Taint {
  readonly key: string;
  readonly value?: string;
  readonly effect: string;
}

/** A double of a node; a controller changes its taints too. */
export const taintRig: ClusterRig<'taint'> = async ({ cluster }) => {
  const node = await aHollowNode(cluster);
  const taints = async () => ((await node.read())?.['spec'] as { taints?: readonly Taint[] } | undefined)?.taints ?? [];
  const ours = async () => (await taints()).filter(({ key }) => key === KEY);
  return {
    settings: { key: KEY, value: 'x', effect: 'NoSchedule', allow: [] },
    target: () => node.identity(),
    effects: async () => (await ours()).length,
    state: async () => ({ ours: await ours(), labels: (await node.read())?.metadata.labels }),
    vanish: () => node.remove(),
    vanished: 'done',
    async changeByOthers() {
      const changed = (await taints()).map((taint) => (taint.key === KEY ? { ...taint, value: 'theirs' } : taint));
      await node.patch({ spec: { taints: changed } });
    },
    stop: () => node.stop(),
  };
};
