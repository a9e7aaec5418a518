import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { processPause } from '../../../activities/faults/process-pause.ts';
import { aCall } from '../../support/fault-call.ts';
import { startIdle } from '../../support/fault-idle-process.ts';
import { aWorld } from '../../support/fault-world.ts';
import type { ProcessIdentity } from '../../../experiments/definition/identity.ts';
import { eventually } from '../../support/eventually.ts';

describe('process-pause', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'gameday-pause-'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  it('refuses a process that somebody else has stopped: the undo would let it go on', async () => {
    const idle = await startIdle(folder);
    const ports = aWorld(folder);
    await ports.processes.signal(idle.identity, 'SIGSTOP');
    await eventually(async () => (await idle.state()) === 'stopped');
    await expect(processPause.prepareUndo(aCall<'process-pause'>(ports, {}, idle.identity))).rejects.toMatchObject({
      type: 'ChangedByOthers',
      message: expect.stringContaining('stopped already'),
    });
    await idle.end();
  });

  it('tells a process that is still stopped', async () => {
    const idle = await startIdle(folder);
    const call = aCall<'process-pause'>(aWorld(folder), {}, idle.identity);
    await processPause.inject(call);
    expect(await processPause.verifyUndone(call)).toEqual([`${idle.identity.label} is still stopped`]);
    await idle.end();
    expect(await processPause.verifyUndone(call)).toEqual([]);
  });

  it('lets its guard continue exactly this process, whatever its name is', async () => {
    await copyFile('/bin/sleep', `${folder}/a) T 1 (b`);
    const victim = spawn(`${folder}/a) T 1 (b`, ['60'], { stdio: 'ignore' });
    await once(victim, 'spawn');
    const ports = aWorld(folder);
    const identity = (await ports.processes.identify(victim.pid!))!;
    await processPause.inject(aCall<'process-pause'>(ports, {}, identity));
    const runGuard = async (target: ProcessIdentity) => {
      const { argv } = processPause.guard!(aCall<'process-pause'>(ports, {}, target));
      expect(await ports.commands.run({ argv, timeoutMs: 5_000 })).toMatchObject({ exitCode: 0 });
    };
    await runGuard({ ...identity, startTicks: identity.startTicks + 1 });
    expect(await ports.processes.stateOf(identity)).toBe('stopped');
    await runGuard({ ...identity, pid: 4_194_304 });
    await runGuard(identity);
    expect(await ports.processes.stateOf(identity)).toBe('running');
    victim.kill('SIGKILL');
    await once(victim, 'exit');
  });
});
