import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createFaultActivities } from '../../../../activities/faults/fault-activities.ts';
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

describe('a fault whose target is deleted while it is on', () => {
  let folder: string;
  let cluster: FakeCluster;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'gameday-gone-'));
    cluster = fakeCluster();
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  async function injected() {
    const fault = createFaultActivities(aWorld(folder, { cluster }));
    const target = identityOf(cluster.put(CONFIG), {});
    const undo = await fault.prepareUndo(anOrder({ faultId: 'day/gone', kind: 'config-change', settings, target }));
    await fault.injectFault(undo);
    return { fault, undo };
  }

  it.each(['and stays away', 'and made anew'])('%s: is undone, and says that the target is gone', async (how) => {
    const { fault, undo } = await injected();
    await cluster.delete(keyOf(CONFIG));
    if (how === 'and made anew') cluster.put({ ...CONFIG, data: { mode: 'c' } });
    expect(await fault.restoreFault(undo)).toMatchObject({ verifiedAt: expect.any(Number), targetGone: true });
    expect(cluster.seen(keyOf(CONFIG))?.['data']).toEqual(how === 'and made anew' ? { mode: 'c' } : undefined);
  });

  it('only then: a target that is put back is there', async () => {
    const { fault, undo } = await injected();
    expect(await fault.restoreFault(undo)).not.toHaveProperty('targetGone');
  });
});
