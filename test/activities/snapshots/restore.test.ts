import { mkdir, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { directory } from '../../../activities/snapshots/directory.ts';
import type { SnapshotReference } from '../../../experiments/definition/outcome.ts';
import { SAVED, snapshotWorld, type SnapshotWorld } from './snapshot-world.ts';

let world: SnapshotWorld;
let reference: SnapshotReference;
let aside: string;
beforeEach(async () => {
  world = await snapshotWorld();
  reference = await directory.take('run', world.call());
  aside = `${world.path}.before-restore-run`;
});
afterEach(() => world.destroy());

describe('restoring a directory', () => {
  it('puts the snapshot in its place and keeps what was there', async () => {
    await world.write('state', 'two');
    await world.write('new', 'x');
    expect(await directory.restore(reference, world.call())).toEqual({ keptAside: aside });
    expect(await world.contents()).toEqual(SAVED);
    expect(await world.contents(aside)).toEqual({ ...SAVED, state: 'two', new: 'x' });
    expect(await world.beside()).toEqual(['data', 'data.before-restore-run']);
    expect(await directory.verify(reference, world.call())).toEqual([]);
  });

  it('changes nothing the second time', async () => {
    await world.write('state', 'two');
    await directory.restore(reference, world.call());
    expect(await directory.restore(reference, world.call())).toEqual({ keptAside: aside });
    expect(await world.contents(aside)).toMatchObject({ state: 'two' });
  });

  it('keeps nothing aside when nothing differs', async () => {
    expect(await directory.restore(reference, world.call())).toEqual({ keptAside: '' });
    expect(await world.beside()).toEqual(['data']);
  });

  it('restores a directory that is gone altogether', async () => {
    await rm(world.path, { recursive: true });
    expect(await directory.restore(reference, world.call())).toEqual({ keptAside: '' });
    expect(await world.contents()).toEqual(SAVED);
  });

  it('refuses a corrupted copy, and changes nothing', async () => {
    await world.write('state', 'two');
    await writeFile(join(world.store, 'snapshots', 'run', 'data', 'state'), 'bad');
    await expect(directory.restore(reference, world.call())).rejects.toMatchObject({
      type: 'SnapshotFailed',
      message: expect.stringContaining('is damaged (state has other contents of the same size). Nothing was changed.'),
    });
    expect(await world.contents()).toEqual({ ...SAVED, state: 'two' });
    expect(await world.beside()).toEqual(['data']);
  });

  it('carries over what is excluded and there now', async () => {
    await world.write('app.log', 'day one');
    const exclude = ['*.log', 'run'];
    reference = await directory.take('logged', world.call({ exclude }));
    await world.write('app.log', 'day two');
    await mkdir(join(world.path, 'run'));
    await world.write('run/pid', '5');
    await world.write('state', 'two');
    await directory.restore(reference, world.call({ exclude }));
    expect(await world.contents()).toEqual({ ...SAVED, 'app.log': 'day two', 'run/pid': '5' });
    expect(await world.contents(`${world.path}.before-restore-logged`)).toMatchObject({ 'app.log': 'day two' });
  });

  it('refuses to throw away what was written after a restore', async () => {
    await world.write('state', 'two');
    await directory.restore(reference, world.call());
    await world.write('state', 'three');
    await expect(directory.restore(reference, world.call())).rejects.toMatchObject({
      type: 'ChangedByOthers',
      nonRetryable: true,
      message: expect.stringContaining(
        `it was restored before, and since then it was changed (state has 5 bytes, had 3). What was there first is kept in ${aside}`,
      ),
    });
    expect(await world.contents()).toMatchObject({ state: 'three' });
  });

  it('refuses when something made the directory anew in the middle of a restore', async () => {
    await mkdir(aside);
    await mkdir(`${world.path}.restoring-run`);
    await world.write('state', 'anew');
    await expect(directory.restore(reference, world.call())).rejects.toMatchObject({
      type: 'ChangedByOthers',
      message: expect.stringContaining('something made the directory anew'),
    });
  });

  it('is not stopped by a socket in the directory', async () => {
    const server = createServer().listen(join(world.path, 's'));
    await new Promise((resolve) => server.once('listening', resolve));
    await directory.restore(reference, world.call());
    expect(await world.contents()).toEqual(SAVED);
    await new Promise((resolve) => server.close(resolve));
  });
});
