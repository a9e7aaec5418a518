import { aNamespace, liveCluster, onCluster } from '../../support/live-cluster.ts';
import { objectsOfACluster } from './cluster-port-suite.ts';

onCluster('a real API server', () => {
  objectsOfACluster('as the port promises', async () => {
    const cluster = liveCluster();
    const { name, remove } = await aNamespace(cluster, 'port');
    return { cluster, namespace: name, close: remove };
  });
});
