import { isLeaving } from '../../activities/kubernetes/pod-state.ts';
import type { ClusterRig } from './cluster-fault-rigs.ts';
import { aWorkload, identityOf } from './cluster-workload.ts';

const REPLICAS = 2;

/** Two pods of a deployment. */
export const podKillRig: ClusterRig<'pod-kill'> = async ({ cluster, namespace }) => {
  const web = await aWorkload(cluster, namespace, { replicas: REPLICAS });
  /** Every pod that was ever there: a kill of a successor counts too. */
  const known = new Set<string>();
  const uidsNow = async () => {
    const now = await cluster.list({ apiVersion: 'v1', kind: 'Pod', namespace });
    const uids = now.filter((pod) => !isLeaving(pod)).map(({ metadata }) => metadata.uid);
    for (const uid of uids) known.add(uid);
    return new Set(uids);
  };
  await uidsNow();
  return {
    settings: { gracePeriod: 0, minRunning: 1 },
    async target() {
      const [first] = await web.ready(REPLICAS);
      await uidsNow();
      return identityOf(first!);
    },
    async effects() {
      const there = await uidsNow();
      return [...known].filter((uid) => !there.has(uid)).length;
    },
    state: async () => (await web.pods()).length,
    vanish: () => web.remove(),
    vanished: 'done',
    stop: async () => {},
  };
};
