import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startDevServer } from '../../../client/embedded/dev-server.ts';
import { findServerBinary } from '../../../client/embedded/find-server.ts';
import { freePort } from '../../../client/embedded/free-port.ts';
import { readSwitch } from '../../../client/safety-switch/read-switch.ts';
import { releaseSwitch } from '../../../client/safety-switch/release-switch.ts';
import { aPlan, anExperiment, breakingFault } from '../../support/an-experiment.ts';
import { eventually } from '../../support/eventually.ts';
import { startGameDays, type GameDays } from '../../support/game-days.ts';
import { startVictim, type Victim } from '../../support/victim.ts';
import { startWorker, type WorkerChild } from '../../support/worker-child.ts';
import { ask, bearer, json } from './ask.ts';

const LONG_MS = 120_000;
let days: GameDays;
let victim: Victim;
let worker: WorkerChild;
let api: string;
let token: string;
beforeAll(async () => {
  [days, victim] = await Promise.all([startGameDays(), startVictim()]);
  api = `127.0.0.1:${await freePort()}`;
  worker = await startWorker({ address: days.temporal.address, store: days.store, state: days.state, api });
  token = (await readFile(join(days.state, 'api-token'), 'utf8')).trim();
}, 600_000);
afterAll(async () => {
  await worker.stop();
  await victim.stop();
  await days.stop();
});

const halt = (body: unknown) =>
  ask(api, '/halt', { method: 'POST', headers: { ...json, ...bearer(token) }, body: JSON.stringify(body) });

describe('the HTTP API of a worker', () => {
  it('tells that it runs, since when, in which version, and whether the server answers', async () => {
    const health = await eventually(async () => {
      const answer = await ask(api, '/healthz');
      return answer.status === 200 && answer;
    });
    expect(health.body).toEqual({
      status: 'running',
      version: expect.stringMatching(/^\d+\.\d+\.\d+$/),
      server: { address: days.temporal.address, connected: true },
      since: expect.stringMatching(/^\d{4}-\d\d-\d\dT/),
    });
    expect((await stat(join(days.state, 'api-token'))).mode & 0o777).toBe(0o600);
    expect(worker.log.find(({ event }) => event === 'api ready')).toMatchObject({ address: api });
    expect(JSON.stringify(worker.log)).not.toContain(token);
  });

  it(
    'shows what is on, pulls the switch, and shows that nothing is on any more',
    async () => {
      const fault = breakingFault(victim.url, { hold: 60_000, settings: secretSettings });
      const handle = await days.start(aPlan([anExperiment(victim.url, { baseline: 0, slis: [], faults: [fault] })]));
      await eventually(() => victim.isBroken());
      const faults = await eventually(async () => {
        const { body } = await ask(api, '/faults');
        return (body['faults'] as { state: string }[]).some(({ state }) => state === 'active') && body;
      });
      expect(faults).toMatchObject({
        faults: [{ fault: 'http-toggle', target: expect.stringContaining('127.0.0.1'), gameDay: handle.workflowId }],
      });
      expect(Object.keys((faults['faults'] as object[])[0]!)).toEqual([
        'id',
        'fault',
        'target',
        'state',
        'gameDay',
        'since',
        'deadline',
      ]);
      expect(JSON.stringify(faults)).not.toContain('x-very-private');

      const { status, body } = await halt({ by: 'alerting', reason: 'alert 4711' });
      expect({ status, body }).toEqual({
        status: 202,
        body: {
          safetySwitch: { by: 'alerting', reason: 'alert 4711', at: expect.any(Number) },
          isNew: true,
          gameDays: [{ id: handle.workflowId, how: 'aborted' }],
          release: 'gameday resume --as NAME --comment TEXT',
        },
      });
      expect((await handle.result()).verdict).toMatchObject({
        endedBy: 'alerting: safety switch: alert 4711',
        restored: 'yes',
      });
      expect((await ask(api, '/faults')).body).toMatchObject({ faults: [] });
      expect(await readSwitch(days.client)).toMatchObject({ by: 'alerting' });
      expect(await halt({ by: 'bob', reason: 'again' })).toMatchObject({
        status: 202,
        body: { isNew: false, safetySwitch: { by: 'alerting' } },
      });
      await releaseSwitch(days.client, { by: 'the test', comment: '' });
    },
    LONG_MS,
  );

  it.each([[{}], [{ by: 'ann' }], [{ by: 'ann', reason: ' ' }], [{ by: 'ann', reason: 'x', force: true }], ['halt']])(
    'orders nothing by %j, and says what it expects',
    async (body) => {
      const answer = await halt(body);
      expect(answer.status).toBe(400);
      expect(answer.body.error!.message).toMatch(
        /^Nothing was ordered\. Expected \{"by": "\.\.\.", "reason": "\.\.\."\}/,
      );
      expect(await readSwitch(days.client)).toBeUndefined();
    },
  );
});

const secretSettings = {
  path: '/switch',
  method: 'PUT',
  on: { broken: true },
  headers: { 'x-very-private': 'x-very-private' },
};

describe('the HTTP API of a worker that has no server', () => {
  const port = freePort();
  const newServer = async () => {
    const { path: binary } = await findServerBinary({ env: process.env, say: () => undefined });
    const logFile = join(days.directory, 'second-server.log');
    return startDevServer({ binary, env: process.env, port: await port, uiPort: 'no UI', logFile });
  };

  it(
    'says so, before the server is there and after it died; shows what is on; names what works without Temporal',
    async () => {
      const other = `127.0.0.1:${await freePort()}`;
      const state = join(days.directory, 'alone');
      let isWaiting = false;
      const starting = startWorker(
        { address: `127.0.0.1:${await port}`, store: days.store, state, api: other },
        (event) => void (isWaiting ||= event === 'waiting for the server'),
      );
      await eventually(() => isWaiting);
      const own = (await readFile(join(state, 'api-token'), 'utf8')).trim();
      const headers = { ...json, ...bearer(own) };
      const body = JSON.stringify({ by: 'ann', reason: 'x' });
      const expectNoHalt = async () => {
        const answer = await ask(other, '/halt', { method: 'POST', headers, body });
        expect(answer.status).toBe(503);
        expect(answer.body.error!.message).toMatch(/^The safety switch was NOT pulled: Temporal does not answer/);
        expect(answer.body.error!.message).toContain('run gameday sweep --all on every worker host');
      };
      expect(await ask(other, '/healthz')).toMatchObject({
        status: 503,
        body: { status: 'starting', server: { connected: false } },
      });
      expect(await ask(other, '/faults')).toMatchObject({ status: 200, body: { faults: [] } });
      await expectNoHalt();

      const server = await newServer();
      const alone = await starting;
      try {
        await eventually(async () => (await ask(other, '/healthz')).status === 200);
        await server.stop(0);
        await eventually(async () => {
          const { status, body: health } = await ask(other, '/healthz');
          return status === 200 && !(health['server'] as { connected: boolean }).connected;
        });
        expect(await ask(other, '/faults')).toMatchObject({ status: 200, body: { faults: [] } });
        await expectNoHalt();
      } finally {
        await alone.kill();
      }
    },
    LONG_MS,
  );
});
