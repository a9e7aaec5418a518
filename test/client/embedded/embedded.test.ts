import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { startEmbedded } from '../../../client/embedded/embedded.ts';
import { freePort, isFree } from '../../../client/embedded/free-port.ts';
import { GameDayClient } from '../../../client/game-day-client.ts';
import { settingsOf } from '../../../client/session/settings.ts';
import { eventually } from '../../support/eventually.ts';
import { TEMPORAL_WITHIN_MS } from '../../support/temporal.ts';
import { aFolder, type Folder } from './a-folder.ts';

const WORKER = `
const say = (level, event, msg) => console.log(JSON.stringify({ level, event, msg }));
say(30, 'worker ready', 'ready');
say(40, 'slow', 'the disk is slow');
process.stdin.resume().on('end', () => process.exit(0));
`;

describe('the embedded server and worker', () => {
  let folder: Folder;
  let said: string[];
  beforeEach(async () => {
    folder = await aFolder();
    said = [];
  });
  afterEach(() => folder.remove());

  async function start(worker: string, change: { port?: number; uiPort?: number; signal?: AbortSignal } = {}) {
    const workerEntryPoint = join(folder.path, 'worker.mjs');
    await writeFile(workerEntryPoint, worker);
    const store = join(folder.path, 'store');
    return startEmbedded({ store, env: process.env, say: (line) => said.push(line), workerEntryPoint, ...change });
  }

  it(
    'start together, keep their files in one folder, repeat the warnings of the worker, and leave no port behind',
    async () => {
      const [port, uiPort] = [await freePort(), await freePort()];
      const embedded = await start(WORKER, { port, uiPort });
      expect(embedded).toMatchObject({ address: `127.0.0.1:${port}`, uiUrl: `http://127.0.0.1:${uiPort}` });
      await eventually(() => said.includes('worker: the disk is slow'));
      const client = await GameDayClient.connectTo(settingsOf(embedded.address, embedded.namespace, embedded.uiUrl));
      expect(await client.list({ limit: 1 })).toEqual([]);
      await client.close();
      await embedded.stop();
      expect([await isFree(port), await isFree(uiPort)]).toEqual([true, true]);
      expect(await readFile(embedded.workerLog, 'utf8')).toContain('worker ready');
    },
    TEMPORAL_WITHIN_MS,
  );

  it('do not share a folder with another process, which would share the database', async () => {
    const embedded = await start(WORKER);
    await expect(start(WORKER)).rejects.toMatchObject({
      exitCode: 2,
      message: expect.stringContaining(`process ${process.pid} already runs one on ${join(folder.path, 'store')}`),
    });
    await embedded.stop();
  });

  it('stop the server again when the worker does not start', async () => {
    const port = await freePort();
    await expect(start('process.exit(3)', { port, uiPort: await freePort() })).rejects.toThrow(
      'The worker did not start: exit code 3.',
    );
    expect(await isFree(port)).toBe(true);
  });

  it('stop again when Ctrl-C comes while they start', async () => {
    const port = await freePort();
    const enough = new AbortController();
    const starting = start('setInterval(() => {}, 1000)', { port, uiPort: await freePort(), signal: enough.signal });
    starting.catch(() => {});
    await eventually(async () => !(await isFree(port)));
    enough.abort();
    await expect(starting).rejects.toThrow(/stopped while it started|aborted/);
    expect(await isFree(port)).toBe(true);
  });
});
