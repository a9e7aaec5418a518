import { existsSync, readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createCommands } from '../../../activities/adapters/commands.ts';
import { startChild } from '../../support/fault-child.ts';
import { eventually } from '../../support/eventually.ts';
import { untilGone } from '../../support/fault-gone.ts';

const commands = createCommands();
const sh = (script: string, timeoutMs = 5000) => commands.run({ argv: ['sh', '-c', script], timeoutMs });

describe('commands adapter', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'gameday-commands-'));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  it('tells the exit code and both outputs', async () => {
    expect(await sh('echo out; echo err >&2; exit 3')).toMatchObject({
      outcome: 'exited',
      exitCode: 3,
      stdout: 'out\n',
      stderr: 'err\n',
    });
  });

  it('reads no argument as shell text', async () => {
    const result = await commands.run({ argv: ['echo', '$(id)', '; ls', '*'], timeoutMs: 5000 });
    expect(result).toMatchObject({ stdout: '$(id) ; ls *\n' });
  });

  it('says failed when the program does not exist or is killed', async () => {
    expect(await commands.run({ argv: ['/no/such/program'], timeoutMs: 1000 })).toMatchObject({
      outcome: 'failed',
      reason: expect.stringMatching(/could not be started.*not found/),
    });
    expect(await sh('kill -KILL $$')).toMatchObject({ outcome: 'failed', reason: 'was killed by SIGKILL' });
  });

  it('kills the whole process group at the timeout', async () => {
    const result = await sh(`sleep 60 & echo $! > ${folder}/child; wait`, 300);
    expect(result).toMatchObject({ outcome: 'failed', reason: expect.stringContaining('did not end within 300 ms') });
    await untilGone(Number(readFileSync(`${folder}/child`, 'utf8')));
  });

  it('kills the whole process group when it is told to stop', async () => {
    const controller = new AbortController();
    const run = commands.run({ argv: ['sleep', '60'], timeoutMs: 60_000, signal: controller.signal });
    controller.abort();
    expect(await run).toMatchObject({ outcome: 'failed', reason: expect.stringContaining('stopped') });
  });

  it('does not wait for what the program left running', async () => {
    const result = await sh(`sleep 60 & echo $! > ${folder}/daemon; echo started`);
    expect(result).toMatchObject({ outcome: 'exited', exitCode: 0, stdout: 'started\n' });
    expect(result.durationMs).toBeLessThan(3000);
    process.kill(Number(readFileSync(`${folder}/daemon`, 'utf8')), 'SIGKILL');
  });

  it('cuts the output, keeping the start of stdout and the end of stderr', async () => {
    const result = await sh('echo first; seq 1 50000; seq 1 50000 >&2; echo last >&2');
    if (result.outcome !== 'exited') throw new Error(result.reason);
    expect(result.stdout).toHaveLength(64 * 1024);
    expect(result.stdout.startsWith('first\n1\n')).toBe(true);
    expect(result.stderr).toHaveLength(64 * 1024);
    expect(result.stderr.endsWith('50000\nlast\n')).toBe(true);
  });

  it('adds to the environment but keeps the secrets of the worker out of it', async () => {
    process.env['GAMEDAY_SECRET_TOKEN'] = 'hush';
    process.env['GAMEDAY_NOTIFY_URL'] = 'http://127.0.0.1/hush';
    const result = await commands.run({ argv: ['env'], env: { MINE: 'yes' }, timeoutMs: 5000 });
    delete process.env['GAMEDAY_SECRET_TOKEN'];
    delete process.env['GAMEDAY_NOTIFY_URL'];
    expect(result).toMatchObject({ stdout: expect.stringContaining('MINE=yes') });
    expect(result).toMatchObject({ stdout: expect.not.stringContaining('hush') });
  });

  it('ends the program when the worker is killed', async () => {
    const worker = startChild('fault-command-worker.ts', folder);
    await eventually(() => existsSync(`${folder}/program`));
    await worker.kill();
    expect(await untilGone(Number(readFileSync(`${folder}/program`, 'utf8')))).toBe(true);
  });
});
