import { jest } from '@jest/globals';
import { clusterFaultKinds } from '../support/cluster-fault-rigs.ts';
import { clusterStage } from '../support/cluster-fault-stage.ts';
import { onCluster } from '../support/live-cluster.ts';
import { describeCrashes } from './suites/faults-crash.ts';

jest.setTimeout(300_000);

onCluster('on a cluster', () => {
  for (const kind of clusterFaultKinds) describeCrashes(kind, () => clusterStage(kind));
});
