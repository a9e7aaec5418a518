import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { keepRunning } from '../../../client/embedded/keep-running.ts';
import { startWorker, workerEntryPoint } from '../../../client/embedded/worker-process.ts';
import { aFolder, type Folder } from './a-folder.ts';

const READY = `console.log(JSON.stringify({ level: 30, event: 'worker ready', msg: 'ready', environment: {
  address: process.env.TEMPORAL_ADDRESS, apiKey: process.env.TEMPORAL_API_KEY, store: process.env.GAMEDAY_STORE,
  state: process.env.GAMEDAY_STATE, logLevel: process.env.GAMEDAY_LOG_LEVEL } }));`;
const ENDS_WITH_STDIN = `process.stdin.resume().on('end', () => {
  console.log(JSON.stringify({ level: 30, event: 'worker stopped' }));
  process.exit(0);
});`;

describe('the worker process', () => {
  let folder: Folder;
  beforeEach(async () => {
    folder = await aFolder();
  });
  afterEach(() => folder.remove());

  const logOf = () => readFile(join(folder.path, 'worker.log'), 'utf8');

  async function start(program: string, signal?: AbortSignal) {
    const entryPoint = join(folder.path, 'main.mjs');
    await writeFile(entryPoint, program);
    return startWorker({
      address: '127.0.0.1:7299',
      namespace: 'default',
      store: folder.path,
      logLevel: 'debug',
      env: { ...process.env, TEMPORAL_API_KEY: 'of the production profile' },
      logFile: join(folder.path, 'worker.log'),
      entryPoint,
      signal,
    });
  }

  it('is told where the server and the store are, and nothing of the profile at the keyboard', async () => {
    const worker = await start(`${READY}${ENDS_WITH_STDIN}`);
    await worker.stop(5_000);
    expect(JSON.parse((await logOf()).split('\n')[0] ?? '')).toMatchObject({
      environment: {
        address: '127.0.0.1:7299',
        store: folder.path,
        state: `${folder.path}/state`,
        logLevel: 'debug',
      },
    });
    expect(await logOf()).not.toContain('of the production profile');
  });

  it('ends gracefully when its stdin ends', async () => {
    const worker = await start(`${READY}${ENDS_WITH_STDIN}`);
    await worker.stop(5_000);
    expect(await worker.ended).toBe('exit code 0');
    expect(await logOf()).toContain('worker stopped');
  });

  it('is killed when it does not', async () => {
    const worker = await start(`${READY} setInterval(() => {}, 1000);`);
    await worker.stop(100);
    expect(await worker.ended).toBe('killed by SIGKILL');
  });

  it('shows its last lines when it ends before it is ready', async () => {
    await expect(start(`console.error('GAMEDAY_STORE is not a folder'); process.exit(2);`)).rejects.toMatchObject({
      message: expect.stringMatching(/^The worker did not start: exit code 2\. .*\nGAMEDAY_STORE is not a folder$/),
    });
  });

  it('stops waiting for it when it is no longer wanted', async () => {
    const enough = new AbortController();
    const starting = start('setInterval(() => {}, 1000);', enough.signal);
    enough.abort();
    await expect(starting).rejects.toThrow('it was stopped while it started');
  });

  it('is started again when it dies, and says so', async () => {
    const said: string[] = [];
    const pids: number[] = [];
    const kept = await keepRunning(
      'worker',
      async () => {
        const worker = await start(`${READY}${ENDS_WITH_STDIN}`);
        pids.push(worker.pid);
        return worker;
      },
      (line) => said.push(line),
    );
    process.kill(kept.first.pid, 'SIGKILL');
    while (said.length < 2) await new Promise((resolve) => setTimeout(resolve, 20));
    await kept.stop(5_000);
    expect(said).toEqual(['The worker ended (killed by SIGKILL); starting it again in 0.5 s.', 'The worker is back.']);
    expect(new Set(pids).size).toBe(2);
  });

  it('asks for a build when there is none', () => {
    expect(() => workerEntryPoint()).toThrow('does not exist. Run `npm run build` first.');
  });
});
