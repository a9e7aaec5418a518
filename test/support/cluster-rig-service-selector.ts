import { readyAddresses } from '../../activities/faults/kubernetes/endpoints.ts';
import type { Ports } from '../../activities/ports.ts';
import type { ClusterRig } from './cluster-fault-rigs.ts';
import { aWorkload, made } from './cluster-workload.ts';
import { eventually } from './eventually.ts';
import { lasting } from './lasting.ts';

/** A service in front of two pods. */
export const serviceSelectorRig: ClusterRig<'service-selector'> = async ({ cluster, namespace }) => {
  await aWorkload(cluster, namespace, { replicas: 2 });
  const service = await made(cluster, {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { namespace, name: 'web' },
    spec: { selector: { app: 'web' }, ports: [{ port: 80 }] },
  });
  const on = { ports: { cluster } as Ports, signal: new AbortController().signal };
  const endpoints = async () => {
    const object = await service.read();
    return object === undefined ? [] : await readyAddresses(object, on);
  };
  await eventually(async () => (await endpoints()).length === 2, 60_000, 'two endpoints');
  return {
    settings: {},
    target: () => service.identity(),
    effects: async () => {
      const spec = (await service.read())?.['spec'] as { selector: object } | undefined;
      return Object.keys(spec?.selector ?? {}).includes('gameday.dev/fault') ? 1 : 0;
    },
    async state() {
      const object = await service.read();
      return object && lasting(object);
    },
    vanish: () => service.remove(),
    vanished: 'done',
    changeByOthers: () => service.patch({ spec: { selector: { team: 'other' } } }),
    stop: async () => {},
  };
};
