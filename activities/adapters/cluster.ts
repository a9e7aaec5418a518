import type { Cluster } from '../cluster.ts';
import { clusterAccess } from './cluster-access.ts';
import type { ConfigurationPlaces } from './cluster-configuration.ts';
import { clusterDiscovery } from './cluster-discovery.ts';
import { clusterEndings } from './cluster-endings.ts';
import { clusterExec } from './cluster-exec.ts';
import { clusterReads } from './cluster-reads.ts';
import { clusterRequests } from './cluster-request.ts';
import { clusterWrites } from './cluster-writes.ts';

export interface ClusterSettings extends ConfigurationPlaces {
  /** For one request. */
  readonly timeoutMs?: number;
  readonly pageSize?: number;
}

/** The cluster that the kubeconfig means. Objects stay the JSON that the server sends: the typed client drops what it does not know. */
export function createCluster({ timeoutMs = 10_000, pageSize = 500, ...places }: ClusterSettings): Cluster {
  const access = clusterAccess(places, timeoutMs);
  const ask = clusterRequests(access, timeoutMs);
  const discovery = clusterDiscovery(ask);
  const reads = clusterReads(ask, discovery, pageSize);
  return {
    describe: () => access.describe(),
    ...reads,
    ...clusterWrites(ask, discovery, reads.get),
    ...clusterEndings(ask, discovery, reads.get),
    exec: clusterExec(access, reads.get),
  };
}
