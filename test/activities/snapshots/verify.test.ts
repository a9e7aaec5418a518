import { chmod, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { directory } from '../../../activities/snapshots/directory.ts';
import type { SnapshotReference } from '../../../experiments/definition/outcome.ts';
import { snapshotWorld, type SnapshotWorld } from './snapshot-world.ts';

let world: SnapshotWorld;
let reference: SnapshotReference;
beforeEach(async () => {
  world = await snapshotWorld();
  reference = await directory.take('run', world.call());
});
afterEach(() => world.destroy());

const stored = (...names: readonly string[]) => join(world.store, 'snapshots', 'run', ...names);

describe('verifying the stored copy of a directory', () => {
  it('finds nothing wrong with a whole one', async () => {
    expect(await directory.verify(reference, world.call())).toEqual([]);
  });

  it('finds a flipped byte, a missing file, one too many, and another mode', async () => {
    await writeFile(stored('data', 'state'), 'onE');
    await rm(stored('data', 'wal', '0001'));
    await writeFile(stored('data', 'wal', '0003'), '');
    await chmod(stored('data', 'wal', '0002'), 0o600);
    expect(await directory.verify(reference, world.call())).toEqual([
      'state has other contents of the same size',
      'wal/0001 is missing',
      expect.stringMatching(/^wal\/0002 has mode 0600, had 06\d\d$/),
      'wal/0003 was added',
    ]);
  });

  it('finds a manifest that is missing, torn, or another', async () => {
    await writeFile(stored('manifest.json'), (await readFile(stored('manifest.json'), 'utf8')).replace('0001', '0009'));
    expect(await directory.verify(reference, world.call())).toEqual([
      expect.stringMatching(/manifest\.json has SHA-256 .* expected/),
    ]);
    await writeFile(stored('manifest.json'), '{"version"');
    expect(await directory.verify(reference, world.call())).toEqual([
      expect.stringContaining('is missing or cannot be read'),
    ]);
    await rm(stored(), { recursive: true });
    expect(await directory.verify(reference, world.call())).toEqual([
      expect.stringContaining('is missing or cannot be read'),
    ]);
  });

  it('finds data that is missing', async () => {
    await rm(stored('data'), { recursive: true });
    expect(await directory.verify(reference, world.call())).toEqual([`${stored('data')} is missing`]);
  });
});

describe('comparing a directory with its snapshot', () => {
  it('names what was changed, added and removed since', async () => {
    await world.write('state', 'longer');
    await world.write('new', '');
    await rm(join(world.path, 'wal'), { recursive: true });
    await world.write('wal', 'a file now');
    expect(await directory.compare(reference, world.call())).toEqual([
      'new was added',
      'state has 6 bytes, had 3',
      'wal is a file, was a directory',
      'wal/0001 is missing',
      'wal/0002 is missing',
    ]);
  });

  it('says at most a hundred lines', async () => {
    for (let i = 0; i < 150; i++) await world.write(`new-${i}`, '');
    const lines = await directory.compare(reference, world.call());
    expect(lines).toHaveLength(100);
    expect(lines.at(-1)).toBe('and 51 more');
  });

  it('says so when the directory is gone, and fails when the snapshot is', async () => {
    await rm(world.path, { recursive: true });
    expect(await directory.compare(reference, world.call())).toEqual([`${world.path} is missing`]);
    await rm(stored(), { recursive: true });
    await expect(directory.compare(reference, world.call())).rejects.toMatchObject({
      type: 'SnapshotFailed',
      message: expect.stringContaining('Look for it on the host that took it'),
    });
  });
});
