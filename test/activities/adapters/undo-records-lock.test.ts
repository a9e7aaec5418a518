import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createUndoRecords } from '../../../activities/adapters/undo-records.ts';
import type { UndoRecords } from '../../../activities/ports.ts';
import { type Child, startChild } from '../../support/fault-child.ts';

describe('the lock of an undo record', () => {
  let directory: string;
  let records: UndoRecords;
  const children: Child[] = [];
  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'gameday-lock-'));
    records = createUndoRecords(directory);
  });
  afterEach(async () => {
    await Promise.all(children.splice(0).map((child) => child.kill()));
    await rm(directory, { recursive: true, force: true });
  });

  const holder = async (stealAfterMs = 2000) => {
    const child = startChild('fault-lock-holder.ts', directory, 'f', String(stealAfterMs));
    children.push(child);
    return child;
  };

  it('lets one work at a time within a process, and is given back when the work fails', async () => {
    let working = 0;
    let most = 0;
    const work = async () => {
      most = Math.max(most, (working += 1));
      await new Promise((resolve) => setTimeout(resolve, 5));
      working -= 1;
      throw new Error('on purpose');
    };
    const all = await Promise.allSettled([1, 2, 3, 4].map(() => records.exclusively('f', work)));
    expect(all.map((one) => one.status)).toEqual(Array(4).fill('rejected'));
    expect(most).toBe(1);
    expect(await readdir(join(directory, 'f.lock'))).toHaveLength(1);
  });

  it('does not hold up another fault', async () => {
    expect(await records.exclusively('f', () => records.exclusively('g', async () => 'both'))).toBe('both');
  });

  it('makes a second process wait until the first is done', async () => {
    const [first, second] = [await holder(), await holder()];
    const firstLine = first.line().then(() => first);
    const secondLine = second.line().then(() => second);
    const winner = await Promise.race([firstLine, secondLine]);
    const loser = winner === first ? second : first;
    const order: string[] = [];
    const loserHolds = (winner === first ? secondLine : firstLine).then(() => order.push('loser holds'));
    winner.say('go on');
    order.push(await winner.line());
    await loserHolds;
    loser.say('go on');
    expect(await loser.line()).toBe('released');
    expect(order).toEqual(['released', 'loser holds']);
  });

  it('is taken from a holder that was killed', async () => {
    const dead = await holder();
    await dead.line();
    await dead.kill();
    expect(await records.exclusively('f', async () => 'mine')).toBe('mine');
  });

  it('is taken from a holder that stands still, which then finds a newer one and harms nobody', async () => {
    const stopped = await holder();
    await stopped.line();
    process.kill(stopped.pid, 'SIGSTOP');
    const began = performance.now();
    const whileWeHold = async () => {
      expect(performance.now() - began).toBeGreaterThanOrEqual(300);
      process.kill(stopped.pid, 'SIGCONT');
      stopped.say('go on');
      expect(await stopped.line()).toBe('released');
      const numbers = (await readdir(join(directory, 'f.lock'))).map(Number);
      expect(Math.max(...numbers)).toBe(2);
      const signal = AbortSignal.timeout(100);
      await expect(records.exclusively('f', async () => {}, { signal })).rejects.toThrow('aborted');
    };
    await records.exclusively('f', whileWeHold, { stealAfterMs: 300 });
  });

  it('is not taken from a holder that works, however long', async () => {
    const working = await holder();
    await working.line();
    const signal = AbortSignal.timeout(400);
    await expect(records.exclusively('f', async () => {}, { stealAfterMs: 0, signal })).rejects.toThrow('aborted');
  });

  it('outlives a restart of the machine, after which the same pid means nothing', async () => {
    const working = await holder();
    await working.line();
    const holderFile = {
      host: (await import('node:os')).hostname(),
      bootId: 'of yesterday',
      pid: working.pid,
      startTicks: 1,
    };
    await writeFile(join(directory, 'f.lock', '2'), JSON.stringify(holderFile));
    expect(await records.exclusively('f', async () => 'mine')).toBe('mine');
  });
});
