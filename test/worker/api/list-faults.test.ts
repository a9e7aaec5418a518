import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { listFaults } from '../../../worker/api/list-faults.ts';
import { type FakeCluster, fakeCluster } from '../../support/fake-cluster.ts';
import { aStoredUndo } from '../../support/fault-order.ts';
import { aWorld } from '../../support/fault-world.ts';

const faults = (...ids: readonly string[]) => ids.map((id) => expect.objectContaining({ id, state: 'active' }));

describe('GET /faults', () => {
  let folder: string;
  let cluster: FakeCluster;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'gameday-list-'));
    cluster = fakeCluster();
    const { undoRecords } = aWorld(folder, { cluster });
    for (const faultId of ['day/here', 'day/there@kubernetes']) {
      await undoRecords.write(aStoredUndo({ faultId, state: 'active' }));
      await undoRecords.write(aStoredUndo({ faultId: `day/over/${faultId}`, state: 'undone' }));
    }
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));
  const body = async (world = aWorld(folder, { cluster })) => (await listFaults(world, 'a-host')).body;

  it('lists what is on, on the machine and in the cluster', async () => {
    expect(await body()).toEqual({
      host: 'a-host',
      cluster: { context: 'fake', server: 'https://fake.invalid', listed: true },
      faults: faults('day/here', 'day/there@kubernetes'),
    });
  });

  it('lists the machine when the cluster does not answer, and says that there may be more', async () => {
    const away = { listed: false, why: expect.stringContaining('was not reached') };
    cluster.failAt(1);
    expect(await body()).toMatchObject({ cluster: away, faults: faults('day/here') });
    const hanging = { ...cluster, list: () => new Promise<never>(() => {}) };
    expect(await body(aWorld(folder, { cluster: hanging }))).toMatchObject({
      cluster: { listed: false, why: 'no answer within 3000 ms' },
      faults: faults('day/here'),
    });
  });

  it('says nothing of a cluster where none is configured', async () => {
    expect(await body(aWorld(folder))).toEqual({ host: 'a-host', faults: faults('day/here') });
  });
});
