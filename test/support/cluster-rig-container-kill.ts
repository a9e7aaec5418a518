import type { ClusterObject } from '../../activities/cluster.ts';
import { containerStatus, restartsOf } from '../../activities/kubernetes/pod-state.ts';
import type { ClusterRig } from './cluster-fault-rigs.ts';
import { aWorkload, identityOf } from './cluster-workload.ts';
import { eventually } from './eventually.ts';

/** A container whose main process hears no signal from inside. */
export const containerKillRig: ClusterRig<'container-kill'> = async ({ cluster, namespace }) => {
  const web = await aWorkload(cluster, namespace, { replicas: 1 });
  const pods = () => cluster.list({ apiVersion: 'v1', kind: 'Pod', namespace, labels: 'app=web' });
  let past = 0;
  return {
    settings: { via: 'node', helperImage: 'gameday/busybox:1', helperNamespace: namespace, goneWithin: 30_000 },
    /** Each time a container that has not died yet: the kubelet lets one that dies often wait. */
    async target() {
      const [pod] = await web.ready(1);
      if (restartsOf(pod!) === 0) return identityOf(pod!);
      past += restartsOf(pod!);
      const { name, uid } = pod!.metadata;
      await cluster.delete({ apiVersion: 'v1', kind: 'Pod', namespace, name }, { uid, gracePeriodSeconds: 0 });
      return await eventually(async () => {
        const [next] = await web.ready(1);
        return next!.metadata.uid !== uid && identityOf(next!);
      });
    },
    effects: async () => past + (await pods()).reduce((sum, pod) => sum + deathsOf(pod), 0),
    state: async () => (await web.pods()).length,
    vanish: () => web.remove(),
    vanished: 'done',
    stop: async () => {},
  };
};

/** Also one after which it was not started again yet. */
function deathsOf(pod: ClusterObject): number {
  const { running, terminated, waiting } = containerStatus(pod, 'main')?.state ?? {};
  const isDead = running === undefined && (terminated ?? waiting) !== undefined;
  return restartsOf(pod) + (isDead ? 1 : 0);
}
