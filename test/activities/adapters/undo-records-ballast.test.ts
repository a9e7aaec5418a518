import { execFileSync } from 'node:child_process';
import { closeSync, openSync, writeSync } from 'node:fs';
import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createUndoRecords } from '../../../activities/adapters/undo-records.ts';
import { takeOnBallast, withRoom } from '../../../activities/adapters/undo-records-ballast.ts';
import { aStoredUndo } from '../../support/fault-order.ts';

const noSpace = () => Object.assign(new Error('no space left on device'), { code: 'ENOSPC' });

describe('the ballast of the undo records', () => {
  let folder: string;
  beforeEach(async () => void (folder = await mkdtemp(join(tmpdir(), 'gameday-ballast-'))));
  afterEach(() => rm(folder, { recursive: true, force: true }));

  it('is there from the first record on, and no record of its own', async () => {
    const records = createUndoRecords(folder);
    await records.write(aStoredUndo({ faultId: 'f', state: 'owed' }));
    expect((await stat(join(folder, '.ballast'))).size).toBe(1024 * 1024);
    expect(await records.list()).toHaveLength(1);
    expect(await records.survey()).toHaveLength(1);
  });

  it('goes overboard when the disk is full, and the write is tried again', async () => {
    await takeOnBallast(folder);
    let tries = 0;
    const write = async () => {
      tries += 1;
      if (tries === 1) throw noSpace();
      await writeFile(join(folder, 'written'), 'text');
      return tries;
    };
    expect(await withRoom(folder, write)).toBe(2);
    await expect(stat(join(folder, '.ballast'))).rejects.toMatchObject({ code: 'ENOENT' });
  });

  it('does not hide any other failure, nor a disk that stays full', async () => {
    const denied = Object.assign(new Error('denied'), { code: 'EACCES' });
    await expect(withRoom(folder, () => Promise.reject(denied))).rejects.toBe(denied);
    await expect(withRoom(folder, () => Promise.reject(noSpace()))).rejects.toMatchObject({ code: 'ENOSPC' });
  });

  it('lets the undo be written down on a disk that is really full, and no new fault begin', async () => {
    const disk = join(folder, 'disk');
    execFileSync('mkdir', [disk]);
    // As root in a mount namespace of its own would do too; a machine that allows no mount cannot run this test.
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=2m', 'gameday-test', disk]);
    try {
      const records = createUndoRecords(disk);
      const record = aStoredUndo({ faultId: 'f', state: 'owed' });
      await records.exclusively('f', () => records.write(record));
      fill(join(disk, 'filler'));
      await records.exclusively('f', async () => {
        await records.renew('f', Date.now() + 60_000);
        await records.write({ ...record, state: 'undoing' });
        await records.write({ ...record, state: 'undone' });
      });
      expect(await records.read('f')).toMatchObject({ state: 'undone' });
      fill(join(disk, 'filler-2'));
      await expect(records.write(aStoredUndo({ faultId: 'g', state: 'owed' }))).rejects.toMatchObject({
        type: 'Forbidden',
        message: expect.stringContaining('its undo would have no room'),
      });
    } finally {
      execFileSync('umount', ['-l', disk]);
    }
  });
});

function fill(path: string): void {
  const file = openSync(path, 'w');
  try {
    for (;;) writeSync(file, Buffer.alloc(4_096, 1));
  } catch {
    // ENOSPC: it is full.
  } finally {
    closeSync(file);
  }
}
