import { jest } from '@jest/globals';
import { clusterFaultKinds } from '../support/cluster-fault-rigs.ts';
import { clusterStage } from '../support/cluster-fault-stage.ts';
import { onCluster } from '../support/live-cluster.ts';
import { describeCrashes } from './suites/faults-crash.ts';

jest.setTimeout(300_000);

onCluster('on a cluster', () => {
  // Its hundred calls would each cost a clone; they crash on a fake cluster: test/activities/faults/environment-clone.
  for (const kind of clusterFaultKinds.filter((one) => one !== 'environment-clone'))
    describeCrashes(kind, () => clusterStage(kind));
});
