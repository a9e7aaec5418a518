import type { ClusterObject } from '../../activities/cluster.ts';
import type { ClusterRig } from './cluster-fault-rigs.ts';
import { made } from './cluster-workload.ts';
import { lasting } from './lasting.ts';
import { startMeshDouble } from './mesh-double.ts';

const ROUTE = [{ destination: { host: 'web' } }];

/** A real VirtualService. No mesh runs here, so its users are those of a double for one. */
export const istioHttpFaultRig: ClusterRig<'istio-http-fault'> = async ({ cluster, namespace }) => {
  const virtualService = await made(cluster, {
    apiVersion: 'networking.istio.io/v1',
    kind: 'VirtualService',
    metadata: { namespace, name: 'web' },
    spec: { hosts: ['web'], http: [{ name: 'all', route: ROUTE, timeout: '3s' }] },
  });
  const mesh = await startMeshDouble(cluster, namespace);
  return {
    settings: { abort: { status: 503, percentage: 100 }, probe: { get: mesh.url } },
    target: () => virtualService.identity(),
    effects: async () => {
      const found = await virtualService.read();
      return found === undefined ? 0 : faultsIn(found);
    },
    state: async () => {
      const found = await virtualService.read();
      return found && lasting(found);
    },
    vanish: () => virtualService.remove(),
    vanished: 'done',
    changeByOthers: () => virtualService.patch({ spec: { http: [{ name: 'all', route: ROUTE, timeout: '9s' }] } }),
    stop: async () => mesh.stop(),
  };
};

const faultsIn = ({ spec }: ClusterObject): number => JSON.stringify(spec).split('"fault":').length - 1;
