import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Connection } from '@temporalio/client';
import { startDevServer, type DevServer } from '../../../client/embedded/dev-server.ts';
import { findServerBinary } from '../../../client/embedded/find-server.ts';
import { freePort, isFree } from '../../../client/embedded/free-port.ts';
import { tiedToStdin } from '../../../client/embedded/tied-to-stdin.ts';
import { SEARCH_ATTRIBUTES } from '../../../workflows/messages.ts';
import { TEMPORAL_WITHIN_MS } from '../../support/temporal.ts';
import { aFolder, type Folder } from './a-folder.ts';
import { compiled } from './compiled.ts';

describe('the embedded Temporal dev server', () => {
  let folder: Folder;
  let binary: string;

  beforeAll(async () => {
    binary = (await findServerBinary({ env: process.env, say: () => {} })).path;
  }, TEMPORAL_WITHIN_MS);
  beforeEach(async () => {
    folder = await aFolder();
  });
  afterEach(() => folder.remove());

  const start = async (port: number, uiPort: number | 'no UI' = 'no UI'): Promise<DevServer> =>
    startDevServer({
      binary,
      env: process.env,
      port,
      uiPort,
      database: join(folder.path, 'temporal.db'),
      logFile: join(folder.path, 'server.log'),
    });

  it('answers with our search attributes when it has started, and frees its ports when it is stopped', async () => {
    const [port, uiPort] = [await freePort(), await freePort()];
    const server = await start(port, uiPort);
    try {
      expect(server).toMatchObject({ address: `127.0.0.1:${port}`, uiUrl: `http://127.0.0.1:${uiPort}` });
      expect(await searchAttributesOf(server)).toEqual(expect.arrayContaining(Object.keys(SEARCH_ATTRIBUTES)));
      expect((await fetch(`${server.uiUrl}`)).status).toBe(200);
    } finally {
      await server.stop(5_000);
    }
    expect(await server.ended).toBe('exit code 0');
    expect([await isFree(port), await isFree(uiPort)]).toEqual([true, true]);
  });

  it('starts again on the database of a server that was killed', async () => {
    const port = await freePort();
    await (await start(port)).stop(0);
    const again = await start(port);
    expect(await searchAttributesOf(again)).toContain('FaultActive');
    await again.stop(0);
  });

  it('says which port was taken, in the last lines of the server', async () => {
    const port = await freePort();
    const occupant = createServer((socket) => socket.destroy()).listen(port, '127.0.0.1');
    await once(occupant, 'listening');
    await expect(start(port)).rejects.toMatchObject({
      exitCode: 6,
      message: expect.stringMatching(
        new RegExp(
          `did not start on 127\\.0\\.0\\.1:${port}: exit code 1\\. Its last lines(.|\\n)*address already in use`,
        ),
      ),
    });
    occupant.close();
  });

  it('ends when our process is SIGKILLed, and leaves no process and no port behind', async () => {
    const port = await freePort();
    const owner = await anOwnerOf(tiedToStdin(binary, ['server', 'start-dev', '--headless', '--port', `${port}`]));
    const [supervisor = 0] = childrenOf(owner.pid ?? 0);
    await until(async () => !(await isFree(port)));
    const [server = 0] = childrenOf(supervisor);
    expect(commandOf(server)).toContain('start-dev');

    owner.kill('SIGKILL');
    await until(async () => commandOf(server) === '' && commandOf(supervisor) === '');
    expect(await isFree(port)).toBe(true);
  });

  it('is killed when it does not listen to SIGTERM', async () => {
    const deaf = await folder.script('deaf', 'trap "" TERM; while :; do sleep 1; done');
    const owner = await anOwnerOf(tiedToStdin(deaf, []));
    const [supervisor = 0] = childrenOf(owner.pid ?? 0);
    await until(async () => childrenOf(supervisor).some((pid) => commandOf(pid).includes('deaf')));
    const [stubborn = 0] = childrenOf(supervisor);

    owner.kill('SIGKILL');
    await until(async () => commandOf(stubborn) === '' && commandOf(supervisor) === '');
    expect(childrenOf(process.pid)).not.toContain(stubborn);
  });

  /** A process of its own that starts a child as we do, and that a test can kill. */
  async function anOwnerOf(child: { command: string; args: readonly string[] }): Promise<ChildProcess> {
    await compiled(folder.path, 'child');
    const main = join(folder.path, 'main.mjs');
    await writeFile(
      main,
      `import { startChild } from './child.mjs';
       await startChild({ ...${JSON.stringify(child)}, env: process.env, logFile: '${join(folder.path, 'log')}' });
       console.log('started');
       setInterval(() => {}, 1000);`,
    );
    const owner = spawn(process.execPath, [main], { stdio: ['ignore', 'pipe', 'inherit'] });
    await once(owner.stdout, 'data');
    return owner;
  }
});

async function searchAttributesOf({ address, namespace }: DevServer): Promise<string[]> {
  const connection = await Connection.connect({ address });
  const { customAttributes } = await connection.operatorService.listSearchAttributes({ namespace });
  await connection.close();
  return Object.keys(customAttributes ?? {});
}

function childrenOf(pid: number): number[] {
  return readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').split(' ').filter(Boolean).map(Number);
}

function commandOf(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ');
  } catch {
    return '';
  }
}

async function until(condition: () => Promise<boolean>): Promise<void> {
  for (let tries = 0; tries < 200; tries += 1) {
    if (await condition()) return;
    await sleep(50);
  }
  throw new Error('it did not happen within 10 s');
}
