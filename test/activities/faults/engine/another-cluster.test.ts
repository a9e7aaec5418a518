import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createFaultActivities } from '../../../../activities/faults/fault-activities.ts';
import { clusterUid } from '../../../../activities/kubernetes/cluster-uid.ts';
import { identityOf } from '../../../../activities/targets/kubernetes.ts';
import { type FakeCluster, fakeCluster, keyOf } from '../../../support/fake-cluster.ts';
import { anOrder } from '../../../support/fault-order.ts';
import { aWorld } from '../../../support/fault-world.ts';

const CONFIG = {
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: { namespace: 'shop', name: 'app' },
  data: { mode: 'a' },
};
const settings = { set: { mode: 'b' }, remove: [] };

describe('a worker that is started again with the kubeconfig of another cluster', () => {
  let folder: string;
  beforeEach(async () => void (folder = await mkdtemp(join(tmpdir(), 'gameday-elsewhere-'))));
  afterEach(() => rm(folder, { recursive: true, force: true }));

  const activitiesOn = (cluster: FakeCluster) => createFaultActivities(aWorld(folder, { cluster }));

  it('does not take a target that it cannot see for gone, and leaves the undo owed', async () => {
    const cluster = fakeCluster();
    const object = cluster.put(CONFIG);
    const target = { ...identityOf(object, {}), cluster: await clusterUid(cluster) };
    const order = anOrder({ faultId: 'day/elsewhere', kind: 'config-change', settings, target });
    const undo = await activitiesOn(cluster).prepareUndo(order);
    await activitiesOn(cluster).injectFault(undo);

    const other = activitiesOn(fakeCluster());
    const refusal = { type: 'TargetElsewhere', message: expect.stringContaining('it is in another cluster') };
    await expect(other.undoFault(undo)).rejects.toMatchObject({ ...refusal, nonRetryable: false });
    await expect(other.verifyUndone(undo)).rejects.toMatchObject(refusal);
    await expect(other.observeEffect(undo)).rejects.toMatchObject(refusal);
    expect(cluster.seen(keyOf(CONFIG))).toMatchObject({ data: { mode: 'b' } });

    await activitiesOn(cluster).restoreFault(undo);
    expect(cluster.seen(keyOf(CONFIG))).toMatchObject({ data: { mode: 'a' } });
  });
});
