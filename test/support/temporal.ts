import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startDevServer } from '../../client/embedded/dev-server.ts';
import { findServerBinary } from '../../client/embedded/find-server.ts';
import { freePort } from '../../client/embedded/free-port.ts';

export interface TestTemporal {
  readonly address: string;
  readonly namespace: string;
  stop(): Promise<void>;
}

/** Building the server, the first time and without a network, takes minutes; starting it takes 0.3 s. */
export const TEMPORAL_WITHIN_MS = 600_000;

/**
 * A real Temporal server, in memory, for one test file; GAMEDAY_TEMPORAL_ADDRESS names one that runs already. Without
 * a server the tests fail and say how to get one: nothing is ever skipped.
 */
export async function startTemporal(): Promise<TestTemporal> {
  const named = process.env['GAMEDAY_TEMPORAL_ADDRESS'];
  if (named) return { address: named, namespace: process.env['TEMPORAL_NAMESPACE'] ?? 'default', stop: async () => {} };
  const { path: binary } = await findServerBinary({ env: process.env, say: sayWhenSlow });
  const folder = await mkdtemp(join(tmpdir(), 'gameday-temporal-'));
  const { address, namespace, stop } = await startDevServer({
    binary,
    env: process.env,
    port: await freePort(),
    uiPort: 'no UI',
    logFile: join(folder, 'server.log'),
  });
  return {
    address,
    namespace,
    async stop() {
      await stop(0); // in memory: nothing is lost by a SIGKILL
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** The server of this test file: started before its first test, stopped after its last. */
export function useTemporal(): Pick<TestTemporal, 'address' | 'namespace'> {
  let running: TestTemporal | undefined;
  beforeAll(async () => {
    running = await startTemporal();
  }, TEMPORAL_WITHIN_MS);
  afterAll(async () => {
    await running?.stop();
  });
  const started = (): TestTemporal => {
    if (!running) throw new Error('the Temporal server is there from beforeAll on, not before');
    return running;
  };
  return {
    get address() {
      return started().address;
    },
    get namespace() {
      return started().namespace;
    },
  };
}

/** Which binary was found is no news in a test run; that it is being built is. */
function sayWhenSlow(line: string): void {
  if (!line.startsWith('Temporal dev server:')) process.stderr.write(`${line}\n`);
}
