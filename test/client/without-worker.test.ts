import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type DevServer, startDevServer } from '../../client/embedded/dev-server.ts';
import { findServerBinary } from '../../client/embedded/find-server.ts';
import { freePort } from '../../client/embedded/free-port.ts';
import { GameDayClient } from '../../client/game-day-client.ts';
import { runCommandLine } from '../../client/run-command-line.ts';
import { settingsOf } from '../../client/session/settings.ts';
import type { GameDayView } from '../../client/watch/view.ts';
import { anExperiment, aPlan } from '../support/an-experiment.ts';
import { eventually } from '../support/eventually.ts';
import { TEMPORAL_WITHIN_MS } from '../support/temporal.ts';
import { anExperimentFile } from './a-document.ts';
import { aTerminal } from './a-terminal.ts';

describe('a server without a worker', () => {
  let folder: string;
  let server: DevServer;
  let restart: () => Promise<DevServer>;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'gameday-alone-'));
    const { path: binary } = await findServerBinary({ env: process.env, say: () => {} });
    const files = { database: join(folder, 'temporal.db'), logFile: join(folder, 'server.log') };
    const port = await freePort();
    restart = () => startDevServer({ binary, env: process.env, port, uiPort: 'no UI', ...files });
    server = await restart();
  }, TEMPORAL_WITHIN_MS);
  afterAll(async () => {
    await server.stop(0);
    await rm(folder, { recursive: true, force: true });
  });

  async function gameday(...args: readonly string[]) {
    const terminal = aTerminal();
    const exitCode = await runCommandLine([...args, '--address', server.address], terminal);
    return { exitCode, stdout: terminal.stdout(), stderr: terminal.stderr() };
  }

  it('takes a game day, and says that it waits for a worker', async () => {
    const file = await anExperimentFile(folder, 'http://127.0.0.1:1', 'waiting', '1s');
    const { exitCode, stdout, stderr } = await gameday('run', file, '--detach');
    expect({ exitCode, stderr }).toEqual({
      exitCode: 0,
      stderr:
        'No worker polls for game days here: this one begins when there is one. Start it with `gameday worker`.\n',
    });
    const [id = ''] = /gameday\/waiting\/[\d-]+/.exec(stdout) ?? [];
    expect(await gameday('status', id)).toMatchObject({
      exitCode: 6,
      stderr: expect.stringContaining('No worker answers. The game day goes on when one is there'),
    });
  });

  it('answers no plan, with 6, and keeps the question for no later worker', async () => {
    const file = await anExperimentFile(folder, 'http://127.0.0.1:1', 'asked', '1s');
    const { exitCode, stderr } = await gameday('plan', file);
    expect(exitCode).toBe(6);
    expect(stderr).toContain('No worker answers for this question (previewPlan)');
    expect(stderr).toContain('Start one with `gameday worker`');
    const client = await GameDayClient.connectTo(settingsOf(server.address, server.namespace, undefined));
    const open = `WorkflowType = 'previewPlan' AND ExecutionStatus = 'Running'`;
    await eventually(async () => (await client.session.client.workflow.count(open)).count === 0);
    await client.close();
  });

  it('is watched through restarts of the server', async () => {
    const client = await GameDayClient.connectTo(settingsOf(server.address, server.namespace, undefined));
    const enough = new AbortController();
    const { id } = await client.start(aPlan([anExperiment('http://127.0.0.1:1')]));
    const views = client.watch(id, { everyMs: 50, answerWithinMs: 1_000, signal: enough.signal });
    const until = async (contact: GameDayView['contact']): Promise<GameDayView> => {
      for (;;) {
        const { value } = await views.next();
        if (!value) throw new Error('the watch ended');
        if (value.contact === contact) return value;
      }
    };
    expect((await until('no worker')).status).toBeUndefined();
    await server.stop(5_000);
    await until('no server');
    server = await restart();
    await until('no worker');
    enough.abort();
    expect(await views.next()).toEqual({ done: true, value: undefined });
    await client.close();
  });
});
