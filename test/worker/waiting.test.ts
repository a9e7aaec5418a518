import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startDevServer } from '../../client/embedded/dev-server.ts';
import { findServerBinary } from '../../client/embedded/find-server.ts';
import { freePort } from '../../client/embedded/free-port.ts';
import { startWorker } from '../support/worker-child.ts';

describe('a worker', () => {
  it('waits for a server that is not there yet, says so, and registers the search attributes when it comes', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'gameday-waiting-'));
    const port = await freePort();
    const starting = startWorker({
      address: `127.0.0.1:${port}`,
      store: join(folder, 'store'),
      state: join(folder, 'undo'),
    });
    const { path: binary } = await findServerBinary({ env: process.env, say: () => undefined });
    const server = await startDevServer({
      binary,
      env: process.env,
      port,
      uiPort: 'no UI',
      logFile: join(folder, 'server.log'),
    });
    const worker = await starting;
    const events = worker.log.map((line) => line['event']);
    expect(events).toContain('waiting for the server');
    expect(events.at(-1)).toBe('worker ready');
    expect(await worker.stop()).toBe(0);
    await server.stop(0);
    await rm(folder, { recursive: true, force: true });
  }, 60_000);
});
