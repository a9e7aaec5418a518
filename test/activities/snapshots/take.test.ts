import { mkdir, readdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createDirectories } from '../../../activities/adapters/directories.ts';
import { directory } from '../../../activities/snapshots/directory.ts';
import { SAVED, snapshotWorld, type SnapshotWorld } from './snapshot-world.ts';

const real = createDirectories();
let world: SnapshotWorld;
beforeEach(async () => void (world = await snapshotWorld()));
afterEach(() => world.destroy());

const shelf = () => readdir(join(world.store, 'snapshots')).catch(() => []);
const diskIsGone = () => Promise.reject(new Error('the disk is gone'));
const tenBytes = () => Promise.resolve(10);
const refusal = (message: string | RegExp) => ({
  type: 'SnapshotFailed',
  message: typeof message === 'string' ? expect.stringContaining(message) : expect.stringMatching(message),
});

describe('taking a snapshot of a directory', () => {
  it('copies it, and says what it copied', async () => {
    const reference = await directory.take('game/1.a', world.call());
    expect(reference).toEqual({
      id: 'game/1.a',
      kind: 'directory',
      subject: world.path,
      takenAt: world.now,
      bytes: 5,
      files: 3,
      method: expect.stringMatching(/^(copy|reflink)$/),
      manifest: expect.stringMatching(/^[0-9a-f]{64}$/),
      verified: 'checksum',
    });
    expect(await shelf()).toEqual(['game%2F1%2Ea']);
    expect(await world.contents(join(world.store, 'snapshots', 'game%2F1%2Ea', 'data'))).toEqual(SAVED);
    expect(world.said).toEqual([`copying ${world.path}`, `verifying the copy of ${world.path}`]);
  });

  it('returns the first snapshot to a second call with the same id', async () => {
    const first = await directory.take('run', world.call());
    await world.write('state', 'two');
    world.now += 1000;
    expect(await directory.take('run', world.call())).toEqual(first);
  });

  it('takes it anew when the first is not whole', async () => {
    await directory.take('run', world.call());
    await writeFile(join(world.store, 'snapshots', 'run', 'data', 'state'), 'bad');
    await world.write('state', 'two');
    const again = await directory.take('run', world.call());
    expect(await directory.verify(again, world.call())).toEqual([]);
    expect(await world.contents(join(world.store, 'snapshots', 'run', 'data'))).toMatchObject({ state: 'two' });
  });

  it('removes what a crash left of the same id', async () => {
    await mkdir(join(world.store, 'snapshots', 'tmp.run', 'data', 'left'), { recursive: true });
    await directory.take('run', world.call());
    expect(await shelf()).toEqual(['run']);
    expect(await world.contents(join(world.store, 'snapshots', 'run', 'data'))).toEqual(SAVED);
  });

  it('takes two names of one directory for one subject', async () => {
    await symlink(world.path, join(world.home, 'alias'));
    expect(await directory.take('run', world.call({ path: join(world.home, 'alias') }))).toMatchObject({
      subject: world.path,
    });
  });

  it('leaves out what is excluded, and lets it change', async () => {
    await world.write('app.log', 'before');
    const copy: typeof real.copy = async (...args) => {
      const answer = await real.copy(...args);
      await world.write('app.log', 'after');
      return answer;
    };
    const reference = await directory.take('run', world.call({ exclude: ['*.log'] }, { copy }));
    expect(reference.files).toBe(3);
    await world.write('app.log', 'later');
    expect(await directory.compare(reference, world.call())).toEqual([]);
  });

  it('tries once more when files changed while they were copied', async () => {
    let copies = 0;
    const copy: typeof real.copy = async (...args) => {
      const answer = await real.copy(...args);
      copies += 1;
      if (copies === 1) await world.write('state', 'two');
      return answer;
    };
    const reference = await directory.take('run', world.call({}, { copy }));
    expect(copies).toBe(2);
    expect(await directory.compare(reference, world.call())).toEqual([]);
  });

  it('fails with the names of files that keep changing, and leaves nothing behind', async () => {
    let text = 0;
    const copy: typeof real.copy = async (...args) => {
      const answer = await real.copy(...args);
      await world.write('state', String((text += 1)));
      await world.write(`new-${text}`, '');
      return answer;
    };
    await expect(directory.take('run', world.call({}, { copy }))).rejects.toMatchObject(
      refusal(/in 2 attempts these changed while they were copied: \., new-2, state\. Pause|: new-2, state\. Pause/),
    );
    expect(await shelf()).toEqual([]);
  });

  it('fails with the reason when the copy fails twice, and leaves nothing behind', async () => {
    await expect(directory.take('run', world.call({}, { copy: diskIsGone }))).rejects.toThrow('the disk is gone');
    expect(await shelf()).toEqual([]);
  });

  it('needs twice its size of free space, without what is excluded', async () => {
    await world.write('app.log', 'x'.repeat(1000));
    await expect(directory.take('run', world.call({}, { freeBytes: tenBytes }))).rejects.toMatchObject(
      refusal('it holds 1005 bytes, and of the 2010 that must be free for it only 10 are in'),
    );
    await directory.take('run', world.call({ exclude: ['*.log'] }, { freeBytes: tenBytes }));
  });

  it.each<[string, () => string, string]>([
    ['what does not exist', () => join(world.home, 'nothing'), 'it does not exist'],
    ['a file', () => join(world.path, 'state'), 'is not a directory'],
    ['the store', () => world.store, 'lie in one another'],
    ['what holds the store', () => world.home, 'lie in one another'],
    ['a part of the store', () => join(world.store, 'part'), 'lie in one another'],
  ])('refuses %s', async (_what, path, message) => {
    await mkdir(join(world.store, 'part'), { recursive: true });
    await expect(directory.take('run', world.call({ path: path() }))).rejects.toMatchObject(refusal(message));
  });

  it('refuses an id that is taken by another directory, and one that is no file name', async () => {
    await directory.take('run', world.call());
    const elsewhere = join(world.home, 'other');
    await mkdir(elsewhere);
    await expect(directory.take('run', world.call({ path: elsewhere }))).rejects.toMatchObject(
      refusal(`id run is taken by a snapshot of ${world.path}`),
    );
    await expect(directory.take('', world.call())).rejects.toMatchObject(refusal('has no place in the store'));
    await expect(directory.take('/'.repeat(60), world.call())).rejects.toMatchObject(refusal('180 characters'));
  });

  it('stops when it is told to', async () => {
    const call = { ...world.call(), signal: AbortSignal.abort(new Error('cancelled')) };
    await expect(directory.take('run', call)).rejects.toThrow('cancelled');
    expect(await shelf()).toEqual([]);
  });
});
