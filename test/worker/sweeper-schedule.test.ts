import { hostname } from 'node:os';
import { Client, Connection } from '@temporalio/client';
import { pino } from 'pino';
import { scheduleSweeper } from '../../worker/sweeper-schedule.ts';
import { sweeperScheduleId } from '../../workflows/messages.ts';
import { eventually } from '../support/eventually.ts';
import { useTemporal } from '../support/temporal.ts';

describe('the schedule of the sweeper', () => {
  const server = useTemporal();
  let client: Client;
  let lines: { readonly event: string; readonly level: number; readonly msg: string }[];
  const log = pino({ base: null }, { write: (line) => void lines.push(JSON.parse(line)) });
  beforeAll(async () => {
    client = new Client({ connection: await Connection.connect({ address: server.address }) });
  });
  afterAll(() => client.connection.close());
  beforeEach(() => {
    lines = [];
  });
  const scheduleNow = () => scheduleSweeper(client, 'a-host', log);
  const described = () => client.schedule.getHandle(sweeperScheduleId('a-host')).describe();

  it('is written once by however many workers, every minute, without catching up', async () => {
    await Promise.all([scheduleNow(), scheduleNow(), scheduleNow(), scheduleNow()]);
    expect(lines.map(({ event }) => event)).toEqual(Array(4).fill('sweeper scheduled'));
    const { action, info, policies, spec } = await described();
    expect(info.lastUpdatedAt).toBeUndefined();
    expect(spec.intervals).toEqual([expect.objectContaining({ every: 60_000 })]);
    expect(policies).toMatchObject({ overlap: 'SKIP', catchupWindow: 10_000 });
    expect(action).toMatchObject({ workflowType: 'sweeper', taskQueue: 'gameday', args: [{ host: 'a-host' }] });
  });

  it('stays paused when somebody has paused it, also when a newer version writes it anew', async () => {
    await scheduleNow();
    const schedule = client.schedule.getHandle(sweeperScheduleId('a-host'));
    await schedule.update((was) => ({
      ...was,
      spec: { intervals: [{ every: '1 h' }] },
      state: { ...was.state, paused: true, note: 'maintenance' },
    }));
    const every = async () => (await described()).spec.intervals?.[0]?.every;
    await eventually(async () => (await every()) === 3_600_000);
    await scheduleNow();
    await eventually(async () => (await every()) === 60_000);
    await scheduleNow();
    expect((await described()).state).toMatchObject({ paused: true, note: 'maintenance' });
  });

  it('does not keep the worker from starting when it may not be written; the log says what to do', async () => {
    const elsewhere = new Client({ connection: client.connection, namespace: 'not-there' });
    await scheduleSweeper(elsewhere, hostname(), log);
    expect(lines).toEqual([expect.objectContaining({ event: 'sweeper not scheduled', level: 40 })]);
    expect(lines[0]!.msg).toMatch(
      /^The schedule gameday-sweeper\/.* was not written: Namespace not found.*gameday sweep.*GAMEDAY_SWEEPER=0/,
    );
  });
});
