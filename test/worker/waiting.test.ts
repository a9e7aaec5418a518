import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startDevServer, type DevServer } from '../../client/embedded/dev-server.ts';
import { findServerBinary } from '../../client/embedded/find-server.ts';
import { freePort } from '../../client/embedded/free-port.ts';
import { TEMPORAL_WITHIN_MS } from '../support/temporal.ts';
import { startWorker, type WorkerChild } from '../support/worker-child.ts';

describe('a worker', () => {
  let server: DevServer | undefined;
  let worker: WorkerChild | undefined;
  let folder: string;
  beforeAll(async () => void (folder = await mkdtemp(join(tmpdir(), 'gameday-waiting-'))));
  afterAll(async () => {
    await worker?.kill();
    await server?.stop(0);
    await rm(folder, { recursive: true, force: true });
  });

  it(
    'waits for a server that is not there yet, says so, and stops when it is told',
    async () => {
      const { path: binary } = await findServerBinary({ env: process.env, say: () => undefined });
      const port = await freePort();
      const where = { address: `127.0.0.1:${port}`, store: join(folder, 'store'), state: join(folder, 'undo') };
      let starting: Promise<WorkerChild> | undefined;
      await new Promise<void>((resolve) => {
        starting = startWorker(where, (event) => event === 'waiting for the server' && resolve());
      });
      const logFile = join(folder, 'server.log');
      server = await startDevServer({ binary, env: process.env, port, uiPort: 'no UI', logFile });
      worker = await starting!;
      expect(worker.log.map((line) => line['event'])).toContain('worker ready');
      expect(await worker.stop()).toBe(0);
    },
    TEMPORAL_WITHIN_MS,
  );
});
