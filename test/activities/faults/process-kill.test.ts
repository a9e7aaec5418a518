import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { slotOf } from '../../../activities/faults/process/slot.ts';
import { processKill } from '../../../activities/faults/process-kill.ts';
import { aCall } from '../../support/fault-call.ts';
import { startIdle } from '../../support/fault-idle-process.ts';
import { aProcess, fakeProcesses } from '../../support/fault-processes.ts';
import { eventually } from '../../support/eventually.ts';
import { aWorld } from '../../support/fault-world.ts';

const settings = { signal: 'SIGKILL', goneWithin: 200 } as const;

describe('process-kill', () => {
  it('sees a successor in whoever fills the place, with another pid, port or container id', () => {
    const slot = slotOf('node ledger.js --port 7001 --id 0f3a9c2b7d1e --peer 10.0.0.12');
    expect(slotOf('node ledger.js --port 17002 --id 77aa11bb22cc --peer 10.0.0.3')).toBe(slot);
    expect(slotOf('node ledger.js --port 7001 --id 0f3a9c2b7d1e --read-only')).not.toBe(slot);
    expect(slotOf('defaced --port 1')).not.toBe(slotOf('facade --port 1'));
  });

  it('has recovered when as many alike run as before, and says how many are missing', async () => {
    const before = [aProcess(11, 'node ledger.js 7001'), aProcess(12, 'node ledger.js 7002'), aProcess(13, 'sh')];
    const call = (running: typeof before) =>
      aCall<'process-kill'>(aWorld('/nowhere', { processes: fakeProcesses(running) }), settings, before[0]!);
    const baseline = await processKill.prepareUndo(call(before));
    expect(baseline).toEqual({ slot: slotOf('node ledger.js 1'), alike: 2 });
    const left = { ...call(before.slice(1)), baseline };
    expect(await processKill.verifyUndone(left)).toEqual([
      '1 of 2 processes like process 11 (node ledger.js 7001) run; whatever runs them must start 1 more',
    ]);
    const restarted = { ...call([...before.slice(1), aProcess(99, 'node ledger.js 7009')]), baseline };
    expect(await processKill.verifyUndone(restarted)).toEqual([]);
  });

  it('refuses init, ourselves, and a process that has ended', async () => {
    const target = aProcess(11, 'node worker.js');
    const ours = fakeProcesses([target], new Map([[11, 'this worker']]));
    await expect(
      processKill.prepareUndo(aCall<'process-kill'>(aWorld('/nowhere', { processes: ours }), settings, target)),
    ).rejects.toMatchObject({ type: 'Forbidden', message: expect.stringContaining('it is this worker') });
    const init = aProcess(1, 'init');
    const nobody = fakeProcesses([init], new Map());
    await expect(
      processKill.prepareUndo(aCall<'process-kill'>(aWorld('/nowhere', { processes: nobody }), settings, init)),
    ).rejects.toMatchObject({ type: 'Forbidden' });
    await expect(
      processKill.prepareUndo(aCall<'process-kill'>(aWorld('/nowhere', { processes: nobody }), settings, target)),
    ).rejects.toMatchObject({ type: 'TargetMissing' });
  });

  it('fails when the process does not end in time', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'gameday-kill-'));
    const idle = await startIdle(folder);
    const ports = aWorld(folder);
    await ports.processes.signal(idle.identity, 'SIGSTOP');
    // The kernel delivers the lower number first of two that are pending.
    await eventually(async () => (await ports.processes.stateOf(idle.identity)) === 'stopped');
    await expect(
      processKill.inject(aCall<'process-kill'>(ports, { signal: 'SIGTERM', goneWithin: 50 }, idle.identity)),
    ).rejects.toMatchObject({
      type: 'EffectFailed',
      message: expect.stringMatching(/still runs 50 ms after SIGTERM.*goneWithin/),
    });
    await idle.end();
    await rm(folder, { recursive: true });
  });
});
