import type { ClusterRig } from './cluster-fault-rigs.ts';
import { aWorkload } from './cluster-workload.ts';
import { lasting } from './lasting.ts';

/** A deployment of two. */
export const scaleRig: ClusterRig<'scale'> = async ({ cluster, namespace }) => {
  const web = await aWorkload(cluster, namespace, { replicas: 2 });
  const replicas = async () => ((await web.read())?.['spec'] as { replicas: number } | undefined)?.replicas;
  return {
    settings: { replicas: 1 },
    target: () => web.identity(),
    effects: async () => ((await replicas()) === 1 ? 1 : 0),
    async state() {
      const object = await web.read();
      return object && { ready: (await web.pods()).length, object: lasting(object) };
    },
    vanish: () => web.remove(),
    vanished: 'done',
    changeByOthers: () => web.patch({ spec: { replicas: 3 } }),
    stop: async () => {},
  };
};
