import { existsSync, readFileSync } from 'node:fs';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createGuards } from '../../../activities/adapters/guards.ts';
import { readStat } from '../../../activities/adapters/processes-stat.ts';
import { createUndoRecords } from '../../../activities/adapters/undo-records.ts';
import type { GuardReference } from '../../../activities/ports.ts';
import { aStoredUndo } from '../../support/fault-order.ts';
import { startChild } from '../../support/fault-child.ts';
import { eventually } from '../../support/eventually.ts';
import { isGone, untilGone } from '../../support/fault-gone.ts';

describe('guards adapter', () => {
  let directory: string;
  let undone: string;
  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'gameday-guards-'));
    undone = join(directory, 'undone');
  });
  afterEach(() => rm(directory, { recursive: true, force: true }));

  const guards = () => createGuards({ directory });
  const armed = (inMs: number, argv: readonly string[] = ['touch', undone]) =>
    guards().arm({ faultId: 'day/1 *', deadline: Date.now() + inMs, argv });

  it('runs the undo at the deadline, not before, and leaves the time of it beside the record', async () => {
    const deadline = Date.now() + 700;
    const guard = await guards().arm({
      faultId: 'day/1 *',
      deadline,
      argv: ['sh', '-c', 'echo "$X" > "$1"', 'sh', undone],
      env: { X: 'x y' },
    });
    expect(await guards().isArmed(guard)).toBe(true);
    await eventually(() => existsSync(undone));
    expect(Date.now()).toBeGreaterThanOrEqual(deadline - 20);
    expect(Date.now()).toBeLessThan(deadline + 500);
    await untilGone(guard.pid);
    expect(readFileSync(undone, 'utf8')).toBe('x y\n');
    const records = createUndoRecords(directory);
    await records.write(aStoredUndo({ faultId: 'day/1 *' }));
    expect(await records.read('day/1 *')).toMatchObject({ guard, expiredAt: expect.any(Number) });
    expect(await guards().isArmed(guard)).toBe(false);
  });

  it('runs the undo when the lease is not renewed any more, long before the deadline', async () => {
    const records = createUndoRecords(directory);
    await records.write(aStoredUndo({ faultId: 'day/1 *' }));
    await records.renew('day/1 *', Date.now() + 400);
    const guard = await armed(60_000);
    const until = Date.now() + 900;
    await records.renew('day/1 *', until);
    await eventually(() => existsSync(undone));
    expect(Date.now()).toBeGreaterThanOrEqual(until - 20);
    expect(Date.now()).toBeLessThan(until + 500);
    await untilGone(guard.pid);
    const { expiredAt, leaseUntil } = (await records.read('day/1 *'))!;
    expect(leaseUntil).toBe(until);
    expect(Math.abs(expiredAt! - until)).toBeLessThan(500);
  });

  it('is not kept alive past its deadline by a lease', async () => {
    const records = createUndoRecords(directory);
    await records.write(aStoredUndo({ faultId: 'day/1 *' }));
    await records.renew('day/1 *', Date.now() + 60_000);
    const guard = await armed(300);
    await eventually(() => existsSync(undone));
    await untilGone(guard.pid);
  });

  it('does nothing once it is disarmed, and disarming again is no mistake', async () => {
    const guard = await armed(300);
    await guards().disarm(guard);
    // A killed process that has given up its memory may take a moment to be a zombie.
    await eventually(() => isGone(guard.pid));
    await guards().disarm(guard);
    expect(await guards().isArmed(guard)).toBe(false);
    expect(existsSync(undone)).toBe(false);
  });

  it('never ends a process that is not the guard that was armed', async () => {
    const guard = await armed(60_000);
    const other = startChild('fault-lock-holder.ts', directory, 'other');
    await guards().disarm({ ...guard, startTicks: guard.startTicks + 1 });
    await guards().disarm({ pid: other.pid, startTicks: readStat(other.pid)!.startTicks });
    expect(isGone(guard.pid)).toBe(false);
    expect(isGone(other.pid)).toBe(false);
    await other.kill();
    await guards().disarm(guard);
  });

  it('stays the same guard when it is armed again, and gives way to one for another deadline', async () => {
    const order = { faultId: 'f', deadline: Date.now() + 60_000, argv: ['touch', undone] };
    const first = await guards().arm(order);
    expect(await guards().arm(order)).toEqual(first);
    const second = await guards().arm({ ...order, deadline: order.deadline + 1 });
    expect(second).not.toEqual(first);
    expect(isGone(first.pid)).toBe(true);
    await guards().disarm(second);
  });

  it('tries an undo that fails again', async () => {
    const script = join(directory, 'undo.sh');
    await writeFile(script, `echo x >> ${directory}/tries; [ $(wc -l < ${directory}/tries) -ge 2 ] && touch ${undone}`);
    const guard = await armed(0, ['sh', script]);
    await eventually(() => existsSync(undone));
    expect(readFileSync(`${directory}/tries`, 'utf8')).toBe('x\nx\n');
    await untilGone(guard.pid);
  });

  it('gives up an undo that fails when the records are gone too', async () => {
    const guard = await armed(200, ['false']);
    await rm(directory, { recursive: true });
    expect(await untilGone(guard.pid)).toBe(true);
  });

  it('ignores what a terminal or a supervisor sends it; the undo that it runs does not', async () => {
    const guard = await armed(1_500, ['sh', '-c', `grep SigIgn /proc/$$/status > ${undone}`]);
    // The shell sets its traps in its first line, a moment after it was started.
    await eventually(() => !/SigIgn:\s0+\n/.test(readFileSync(`/proc/${guard.pid}/status`, 'utf8')));
    for (const signal of ['SIGHUP', 'SIGINT', 'SIGTERM', 'SIGPIPE'] as const) process.kill(guard.pid, signal);
    await eventually(() => existsSync(undone) && readFileSync(undone, 'utf8') !== '');
    expect(readFileSync(undone, 'utf8')).toMatch(/SigIgn:\s0+\n/);
    await untilGone(guard.pid);
  });

  it('survives a worker that is killed with its whole process group, and keeps none of its files open', async () => {
    const worker = startChild('fault-guarded-worker.ts', directory, 'f', '1500', 'touch', undone);
    const guard: GuardReference = JSON.parse(await worker.line());
    process.kill(-worker.pid, 'SIGKILL');
    await worker.gone;
    expect(isGone(guard.pid)).toBe(false);
    expect((await readdir(`/proc/${guard.pid}/fd`)).length).toBeLessThanOrEqual(4);
    await eventually(() => existsSync(undone));
    await untilGone(guard.pid);
  });

  it('says what to do where there is no /proc', async () => {
    const elsewhere = createGuards({ directory, platform: 'darwin' });
    await expect(elsewhere.arm({ faultId: 'f', deadline: 0, argv: ['true'] })).rejects.toMatchObject({
      type: 'Unsupported',
      message: expect.stringContaining('expiry: none'),
    });
  });
});
