import type { ClusterRig } from './cluster-fault-rigs.ts';
import { made } from './cluster-workload.ts';
import { lasting } from './lasting.ts';

export const configChangeRig: ClusterRig<'config-change'> = async ({ cluster, namespace }) => {
  const config = await made(cluster, {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { namespace, name: 'app' },
    data: { 'app.properties': 'timeout=5\n', mode: 'normal' },
    binaryData: { key: 'AAEC' },
  });
  const data = async () => (await config.read())?.['data'] as Readonly<Record<string, string>> | undefined;
  return {
    settings: { set: { 'app.properties': 'timeout=0\n', extra: 'x' }, remove: ['mode'] },
    target: () => config.identity(),
    effects: async () => ((await data())?.['extra'] === 'x' ? 1 : 0),
    async state() {
      const object = await config.read();
      return object && lasting(object);
    },
    vanish: () => config.remove(),
    vanished: 'done',
    changeByOthers: () => config.patch({ data: { 'app.properties': 'timeout=1\n' } }),
    stop: async () => {},
  };
};
