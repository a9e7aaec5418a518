import { Client, Connection } from '@temporalio/client';
import { pino } from 'pino';
import { scheduleClusterSweeper } from '../../worker/cluster-sweeper.ts';
import { sweeperScheduleId } from '../../workflows/messages.ts';
import { eventually } from '../support/eventually.ts';
import { type FakeCluster, fakeCluster } from '../support/fake-cluster.ts';
import { aWorld } from '../support/fault-world.ts';
import { useTemporal } from '../support/temporal.ts';

describe('the schedule that sweeps the cluster', () => {
  const server = useTemporal();
  let client: Client;
  let cluster: FakeCluster;
  let lines: { readonly event: string; readonly level: number; readonly msg: string }[];
  let stop: AbortController;
  const log = pino({ base: null }, { write: (line) => void lines.push(JSON.parse(line)) });
  beforeAll(async () => {
    client = new Client({ connection: await Connection.connect({ address: server.address }) });
  });
  afterAll(() => client.connection.close());
  beforeEach(() => {
    [cluster, lines, stop] = [fakeCluster(), [], new AbortController()];
  });
  const schedule = (ports = aWorld('/nowhere', { cluster })) =>
    scheduleClusterSweeper({ client, ports, log, signal: stop.signal, everyMs: 20 });

  it('is not written by a worker without a cluster, nor while the cluster does not answer', async () => {
    await schedule(aWorld('/nowhere'));
    expect(lines).toEqual([]);
    const away = { ...cluster, list: () => Promise.reject(new Error('it was not reached')) };
    const waiting = schedule(aWorld('/nowhere', { cluster: away }));
    await eventually(() => lines.length > 0);
    stop.abort();
    await waiting;
    expect(lines).toEqual([expect.objectContaining({ event: 'cluster not swept', level: 40, context: 'fake' })]);
    expect(lines[0]!.msg).toBe(
      'Nobody sweeps faults in the cluster of context fake yet (it was not reached). It is tried again.',
    );
    await expect(client.schedule.getHandle(sweeperScheduleId('kubernetes')).describe()).rejects.toThrow('not found');
  });

  it('is written once the cluster answers, and starts the sweeper for it', async () => {
    cluster.failAt(1);
    cluster.failAt(2);
    await schedule();
    expect(lines.map(({ event }) => event)).toEqual(['cluster not swept', 'sweeper scheduled']);
    const { action } = await client.schedule.getHandle('gameday-sweeper/kubernetes').describe();
    expect(action).toMatchObject({ workflowType: 'sweeper', taskQueue: 'gameday', args: [{ host: 'kubernetes' }] });
  });
});
