import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { directory } from '../../../activities/snapshots/directory.ts';
import type { SnapshotReference } from '../../../experiments/definition/outcome.ts';
import { snapshotWorld, type SnapshotWorld } from './snapshot-world.ts';

const DAY = 86_400_000;
let world: SnapshotWorld;
let taken: SnapshotReference[];
beforeEach(async () => {
  world = await snapshotWorld();
  taken = [];
  for (const id of ['1', '2', '3', '4', '5']) {
    world.now += DAY;
    taken.push(await directory.take(id, world.call()));
  }
});
afterEach(() => world.destroy());

const shelf = () => world.ports().directories.list(join(world.store, 'snapshots'));

describe('discarding old snapshots of a directory', () => {
  it('keeps the last ones, and those that are young enough', async () => {
    expect(await directory.discardOld(taken[4]!, world.call({ keep: 2, keepFor: 2.5 * DAY }))).toEqual(['2', '1']);
    expect(await shelf()).toEqual(['3', '4', '5']);
  });

  it('never discards the given one', async () => {
    expect(await directory.discardOld(taken[0]!, world.call({ keep: 1, keepFor: 0 }))).toEqual(['4', '3', '2']);
    expect(await shelf()).toEqual(['1', '5']);
  });

  it('discards nothing the second time', async () => {
    const call = world.call({ keep: 3, keepFor: 0 });
    expect(await directory.discardOld(taken[4]!, call)).toEqual(['2', '1']);
    expect(await directory.discardOld(taken[4]!, call)).toEqual([]);
  });

  it('leaves other directories alone, and what nobody can read', async () => {
    const other = join(world.home, 'other');
    await mkdir(other);
    await directory.take('other', world.call({ path: other }));
    await mkdir(join(world.store, 'snapshots', 'unknown'));
    await writeFile(join(world.store, 'snapshots', '1', 'manifest.json'), 'torn');
    world.now += 99 * DAY;
    await directory.discardOld(taken[4]!, world.call({ keep: 1, keepFor: 0 }));
    expect(await shelf()).toEqual(['1', '5', 'other', 'unknown']);
  });

  it('removes a copy that a crash left half done, but none that may still be going on', async () => {
    const half = (id: string, takenAt: number) =>
      world
        .ports()
        .directories.write(
          join(world.store, 'snapshots', `tmp.${id}`, 'manifest.json'),
          JSON.stringify({ version: 1, id, kind: 'directory', subject: world.path, takenAt, entries: [] }),
        );
    await half('crashed', world.now - 8 * DAY);
    await half('going-on', world.now - DAY);
    expect(await directory.discardOld(taken[4]!, world.call({ keep: 5, keepFor: 0 }))).toEqual([]);
    expect(await shelf()).toEqual(['1', '2', '3', '4', '5', 'tmp.going-on']);
  });
});
