import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createUndoRecords } from '../../../activities/adapters/undo-records.ts';
import { aStoredUndo } from '../../support/fault-order.ts';

describe('undo records adapter', () => {
  let directory: string;
  beforeEach(async () => {
    directory = join(await mkdtemp(join(tmpdir(), 'gameday-records-')), 'faults');
  });
  afterEach(() => rm(join(directory, '..'), { recursive: true, force: true }));

  it('keeps one record per fault, whatever its id looks like', async () => {
    const records = createUndoRecords(directory);
    const ids = ['a/b', 'a_b', '..', 'ü*', 'x'.repeat(500), `${'x'.repeat(500)}y`];
    for (const faultId of ids) await records.write(aStoredUndo({ faultId }));
    expect((await records.list()).map((record) => record.faultId).toSorted()).toEqual(ids.toSorted());
    for (const faultId of ids) expect((await records.read(faultId))?.faultId).toBe(faultId);
    expect((await readdir(join(directory, '..'))).length).toBe(1);
  });

  it('replaces a record as a whole and leaves nothing half-written', async () => {
    const records = createUndoRecords(directory);
    await records.write(aStoredUndo({ state: 'owed' }));
    await records.write(aStoredUndo({ state: 'active' }));
    expect((await records.list()).map((record) => record.state)).toEqual(['active']);
    expect(await readdir(directory)).toHaveLength(2); // and the ballast
  });

  it('knows of nothing before the first fault, and after the record was removed', async () => {
    const records = createUndoRecords(directory);
    expect(await records.list()).toEqual([]);
    expect(await records.read('f')).toBeUndefined();
    await records.write(aStoredUndo());
    await records.exclusively(aStoredUndo().faultId, async () => {});
    await records.remove(aStoredUndo().faultId);
    await records.remove(aStoredUndo().faultId);
    expect(await records.list()).toEqual([]);
    expect(await readdir(directory)).toEqual(['.ballast']);
  });

  it('does not pass over a record that cannot be read: a fault may still be on', async () => {
    const records = createUndoRecords(directory);
    await records.write(aStoredUndo());
    await writeFile(join(directory, 'broken.json'), '{');
    await expect(records.list()).rejects.toThrow(/broken\.json is not JSON.*undo it by hand/);
  });
});
