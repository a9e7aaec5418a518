import { restartsOf } from '../../activities/kubernetes/pod-state.ts';
import type { ClusterRig } from './cluster-fault-rigs.ts';
import { aWorkload, identityOf } from './cluster-workload.ts';

/** A container whose main process hears no signal from inside. */
export const containerKillRig: ClusterRig<'container-kill'> = async ({ cluster, namespace }) => {
  const web = await aWorkload(cluster, namespace, { replicas: 1 });
  const pods = () => cluster.list({ apiVersion: 'v1', kind: 'Pod', namespace, labels: 'app=web' });
  return {
    settings: { via: 'node', helperImage: 'gameday/busybox:1', helperNamespace: namespace, goneWithin: 30_000 },
    target: async () => identityOf((await web.ready(1))[0]!),
    effects: async () => (await pods()).reduce((sum, pod) => sum + restartsOf(pod), 0) + (await ended(pods)),
    state: async () => (await web.pods()).map(({ metadata }) => metadata.uid),
    vanish: () => web.remove(),
    vanished: 'done',
    stop: async () => {},
  };
};

/** Killed, and not yet started again. */
async function ended(pods: () => Promise<readonly { readonly [field: string]: unknown }[]>): Promise<number> {
  const statuses = (await pods()).flatMap(
    ({ status }) =>
      (status as { readonly containerStatuses?: readonly { readonly state?: object }[] }).containerStatuses ?? [],
  );
  return statuses.filter(({ state = {} }) => !('running' in state)).length;
}
