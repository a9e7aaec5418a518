import { objectsOfACluster } from '../activities/adapters/cluster-port-suite.ts';
import { fakeCluster } from './fake-cluster.ts';

objectsOfACluster('the fake cluster, as the port promises', async () => {
  const cluster = fakeCluster();
  cluster.put({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'test' } });
  return { cluster, namespace: 'test', close: async () => {} };
});
