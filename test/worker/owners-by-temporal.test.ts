import { Client, Connection } from '@temporalio/client';
import { defineSearchAttributeKey, SearchAttributeType } from '@temporalio/common';
import { byTemporal } from '../../worker/owners-by-temporal.ts';
import { faultWorkflowId } from '../../workflows/messages.ts';
import { aStoredUndo } from '../support/fault-order.ts';
import { useTemporal } from '../support/temporal.ts';

const GAME_DAY = defineSearchAttributeKey('GameDay', SearchAttributeType.KEYWORD);

describe('the owner, as Temporal knows it', () => {
  const server = useTemporal();
  let client: Client;
  beforeAll(async () => {
    client = new Client({ connection: await Connection.connect({ address: server.address }) });
  });
  afterAll(() => client.connection.close());

  let count = 0;
  function aRecord() {
    count += 1;
    const owner = { workflowId: `gameday/day/${count}/01-x`, gameDayId: `gameday/day/${count}` };
    return aStoredUndo({ owner, target: { key: `application/${count}`, label: `application ${count}` } });
  }
  /** Nobody works on it, so it runs until it is terminated. */
  async function start(workflowId: string, gameDay: string) {
    return client.workflow.start('nobody', {
      workflowId,
      taskQueue: 'nobody',
      typedSearchAttributes: [{ key: GAME_DAY, value: gameDay }],
    });
  }
  const look = async (record: ReturnType<typeof aRecord>) => await byTemporal(client).stateOf(record);

  it('is alive while the workflow of the fault runs', async () => {
    const record = aRecord();
    await start(faultWorkflowId(record.target.key), record.owner.gameDayId);
    expect(await look(record)).toMatchObject({
      is: 'alive',
      because: expect.stringMatching(/workflow fault\/.* is running/),
    });
  });

  it('is alive while its experiment runs, whatever became of the fault', async () => {
    const record = aRecord();
    await start(record.owner.workflowId, record.owner.gameDayId);
    expect(await look(record)).toMatchObject({ is: 'alive' });
    await (await start(faultWorkflowId(record.target.key), record.owner.gameDayId)).terminate();
    expect(await look(record)).toMatchObject({ is: 'alive', because: expect.stringContaining('experiment') });
  });

  it('is gone when both are closed', async () => {
    const record = aRecord();
    await (await start(record.owner.workflowId, record.owner.gameDayId)).terminate();
    await (await start(faultWorkflowId(record.target.key), record.owner.gameDayId)).terminate();
    expect(await look(record)).toEqual({
      is: 'gone',
      because: 'its workflow and its experiment have ended without undoing it',
    });
  });

  it('is gone when its experiment is closed and another game day holds the target by now', async () => {
    const record = aRecord();
    await (await start(record.owner.workflowId, record.owner.gameDayId)).terminate();
    await start(faultWorkflowId(record.target.key), 'gameday/another/1');
    expect(await look(record)).toMatchObject({ is: 'gone' });
  });

  it('is not called gone when this server does not know it: another one may', async () => {
    expect(await look(aRecord())).toEqual({ is: 'unknown', because: 'Temporal does not know its experiment' });
  });

  it('is unknown when the server cannot be asked', async () => {
    const connection = Connection.lazy({ address: '127.0.0.1:1', connectTimeout: 500 });
    const { is, because } = await byTemporal(new Client({ connection })).stateOf(aRecord());
    expect(is).toBe('unknown');
    expect(because).toMatch(/^Temporal did not tell whether its owner is alive \(.+\)$/);
    await connection.close();
  });
});
