import type { ClusterObject } from '../../activities/cluster.ts';
import { CHAOS_MESH } from './fake-chaos-mesh.ts';
import type { ClusterRig } from './cluster-fault-rigs.ts';
import { aWorkload, identityOf } from './cluster-workload.ts';

/** A pod that is cut off from an address that nobody has: rules in its network, and nothing that anybody needs is missing. */
export const chaosMeshRig: ClusterRig<'chaos-mesh'> = async ({ cluster, namespace }) => {
  const web = await aWorkload(cluster, namespace, { replicas: 1 });
  const networks = () => cluster.list({ apiVersion: CHAOS_MESH, kind: 'PodNetworkChaos', namespace });
  return {
    settings: {
      kind: 'NetworkChaos',
      spec: { action: 'partition', direction: 'to', externalTargets: ['203.0.113.7'] },
      effectWithin: 20_000,
    },
    target: async () => identityOf((await web.ready(1))[0]!),
    effects: async () => new Set((await networks()).flatMap(sourcesOf)).size,
    state: async () => ({ ready: (await web.pods()).length, rules: (await networks()).flatMap(sourcesOf) }),
    vanish: () => web.remove(),
    vanished: 'done',
    stop: async () => {},
  };
};

/** Which chaos a pod's rules come from. */
function sourcesOf({ spec }: ClusterObject): readonly string[] {
  const { iptables = [] } = (spec ?? {}) as { readonly iptables?: readonly { readonly source: string }[] };
  return iptables.map(({ source }) => source);
}
