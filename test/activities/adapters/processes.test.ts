import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createProcesses } from '../../../activities/adapters/processes.ts';
import { readStat } from '../../../activities/adapters/processes-stat.ts';
import { eventually } from '../../support/eventually.ts';
import { startIdle } from '../../support/fault-idle-process.ts';
import { portOf } from '../../support/fault-port-of.ts';

describe('processes adapter', () => {
  const processes = createProcesses();
  let folder: string;
  let idle: Awaited<ReturnType<typeof startIdle>>;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'gameday-processes-'));
    idle = await startIdle(folder);
  });
  afterEach(async () => {
    await idle.end();
    await rm(folder, { recursive: true });
  });

  it('knows every process by pid and start time, with its command line', async () => {
    const { pid, startTicks, key, label } = idle.identity;
    const listed = (await processes.list()).find((process) => process.pid === pid);
    expect(listed).toEqual(idle.identity);
    expect(key).toBe(`process/${processes.host}/${pid}.${startTicks}`);
    expect(label).toBe(`process ${pid} (cat ${folder}/never)`);
    expect((await processes.list()).some(({ commandLine }) => commandLine === '[kthreadd]')).toBe(false);
  });

  it('knows the ports on which a process listens', async () => {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const port = portOf(server);
    expect((await processes.identify(process.pid))?.ports).toContain(port);
    await new Promise((resolve) => server.close(resolve));
    expect((await processes.identify(process.pid))?.ports).not.toContain(port);
  });

  it('tells a process that runs from one that is stopped, dead, recycled, or of another start of the machine', async () => {
    const { identity, state } = idle;
    expect(await state()).toBe('running');
    await processes.signal(identity, 'SIGSTOP');
    await eventually(async () => (await state()) === 'stopped');
    expect(await processes.stateOf({ ...identity, startTicks: identity.startTicks - 1 })).toBe('gone');
    expect(await processes.stateOf({ ...identity, bootId: 'yesterday' })).toBe('gone');
    await idle.end();
    expect(await state()).toBe('gone');
    expect(await processes.identify(identity.pid)).toBeUndefined();
  });

  it('calls a process that nobody reaps a zombie, and does not list it', async () => {
    const parent = spawn('sh', ['-c', 'sleep 1 & echo $!; exec sleep 60'], { stdio: ['ignore', 'pipe', 'ignore'] });
    const [line]: Buffer[] = await once(parent.stdout, 'data');
    const pid = Number(line);
    const zombie = { ...idle.identity, pid, startTicks: readStat(pid)!.startTicks };
    await eventually(async () => (await processes.stateOf(zombie)) === 'zombie');
    expect(await processes.identify(pid)).toBeUndefined();
    expect((await processes.list()).some((process) => process.pid === pid)).toBe(false);
    expect(await processes.signal(zombie, 'SIGTERM')).toBe('gone');
    parent.kill('SIGKILL');
    await once(parent, 'exit');
  });

  it('never signals the successor of a process', async () => {
    const { identity } = idle;
    expect(await processes.signal({ ...identity, startTicks: identity.startTicks + 1 }, 'SIGKILL')).toBe('gone');
    expect(await idle.state()).toBe('running');
  });

  it('counts as ours: this worker, its parents, its children, and what was named', async () => {
    const none = await createProcesses({ env: {} }).ours();
    expect(none.get(process.pid)).toBe('this worker');
    expect(none.get(process.ppid)).toMatch(/parent of this worker|init/);
    expect(none.get(1)).toBe('the init process');
    expect(none.get(idle.identity.pid)).toBe('started by this worker');
    const named = createProcesses({ env: { GAMEDAY_PROTECTED_PIDS: '2, 999999' }, protectedPids: [888_888] });
    expect([...(await named.ours()).keys()]).toEqual(expect.arrayContaining([2, 999_999, 888_888]));
  });

  it('says what is wrong with the protected pids', () => {
    expect(() => createProcesses({ env: { GAMEDAY_PROTECTED_PIDS: '12,me' } })).toThrow('contains "me"');
  });

  it('says what to do where there is no /proc', async () => {
    const elsewhere = createProcesses({ platform: 'darwin', env: {} });
    await expect(elsewhere.list()).rejects.toMatchObject({
      type: 'Unsupported',
      message: expect.stringContaining('Linux'),
    });
    await expect(elsewhere.ours()).rejects.toMatchObject({ type: 'Unsupported' });
  });
});
