import { jest } from '@jest/globals';
import { clusterFaultKinds } from '../support/cluster-fault-rigs.ts';
import { clusterStage } from '../support/cluster-fault-stage.ts';
import { onCluster } from '../support/live-cluster.ts';
import { describeSweep } from './suites/faults-sweep.ts';

jest.setTimeout(300_000);

onCluster('on a cluster', () => {
  for (const kind of clusterFaultKinds) describeSweep(kind, () => clusterStage(kind));
});
