import type { ClusterRig } from './cluster-fault-rigs.ts';
import { aWorkload } from './cluster-workload.ts';

/** A deployment of two; each restart changes its pod template, which its generation counts. */
export const rolloutRestartRig: ClusterRig<'rollout-restart'> = async ({ cluster, namespace }) => {
  const web = await aWorkload(cluster, namespace, { replicas: 2 });
  const generation = async () => (await web.read())?.metadata.generation;
  const first = (await generation()) ?? 0;
  return {
    settings: {},
    target: () => web.identity(),
    effects: async () => ((await generation()) ?? first) - first,
    state: async () => (await web.ready(2)).length,
    vanish: () => web.remove(),
    vanished: 'done',
    stop: async () => {},
  };
};
