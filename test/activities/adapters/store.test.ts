import { mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openStore } from '../../../activities/adapters/store.ts';
import { FailureType } from '../../../activities/failures.ts';

describe('the store of artefacts', () => {
  let folder: string;
  let root: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'gameday-store-'));
    root = join(folder, 'store');
  });
  afterEach(() => rm(folder, { recursive: true }));

  it('gives back what was written, by a reference with its hash and size', async () => {
    const store = openStore(root);
    const reference = await store.write('runs/1/report.md', 'Grüße');
    expect(reference).toEqual({
      path: 'runs/1/report.md',
      sha256: 'f83e039796c6453a10f5519e39fd113901572316a1a8ea07cb525d2801dfd074',
      bytes: 7,
    });
    expect(await store.read(reference)).toBe('Grüße');
    expect(await readFile(join(root, 'runs/1/report.md'), 'utf8')).toBe('Grüße');
  });

  it('replaces a file as a whole and leaves nothing else behind', async () => {
    const store = openStore(root);
    await store.write('a.bin', new Uint8Array([1, 2]));
    await Promise.all([store.write('a.bin', 'one'), store.write('a.bin', 'two')]);
    expect(['one', 'two']).toContain(await store.readText('a.bin'));
    expect(await readdir(root)).toEqual(['a.bin']);
  });

  it('leaves no temporary file behind when a write fails', async () => {
    const store = openStore(root);
    await mkdir(join(root, 'taken'), { recursive: true });
    await expect(store.write('taken', 'text')).rejects.toThrow('EISDIR');
    expect(await readdir(root)).toEqual(['taken']);
  });

  it('fails with ArtefactMissing for what is not there', async () => {
    const store = openStore(root);
    const reference = { path: 'gone.md', sha256: '00', bytes: 1 };
    await expect(store.read(reference)).rejects.toMatchObject({ type: FailureType.artefactMissing });
    expect(await store.readText('gone.md')).toBeUndefined();
  });

  it('fails with ArtefactMissing for what was changed afterwards', async () => {
    const store = openStore(root);
    const reference = await store.write('report.md', 'held');
    await writeFile(join(root, 'report.md'), 'broken');
    await expect(store.read(reference)).rejects.toMatchObject({
      type: FailureType.artefactMissing,
      message: expect.stringContaining('was changed after it was written'),
    });
  });

  it.each(['../outside', 'a/../../outside', '/etc/hostname', '', '.', 'a\0b', '..'])(
    'refuses the path %j, which leads out of it',
    async (path) => {
      const store = openStore(root);
      const forbidden = { type: FailureType.forbidden };
      await expect(store.write(path, 'x')).rejects.toMatchObject(forbidden);
      await expect(store.readText(path)).rejects.toMatchObject(forbidden);
      await expect(store.read({ path, sha256: '', bytes: 0 })).rejects.toMatchObject(forbidden);
      expect(() => store.journal(path)).toThrow('is not a path inside the store');
      expect(() => store.absolute(path)).toThrow('is not a path inside the store');
    },
  );

  it('refuses a link that leads out of it', async () => {
    const store = openStore(root);
    await store.write('inside.md', 'x');
    await symlink(folder, join(root, 'way-out'));
    await expect(store.write('way-out/new.md', 'x')).rejects.toMatchObject({ type: FailureType.forbidden });
    expect(await readdir(folder)).toEqual(['store']);
  });

  it('takes dots for what they are: names and steps within it', async () => {
    const store = openStore(root);
    await store.write('..name', 'dots');
    await store.write('a/../b', 'step');
    expect((await readdir(root)).toSorted()).toEqual(['..name', 'b']);
  });

  it('keeps journals beside the artefacts', async () => {
    const store = openStore(root);
    const journal = store.journal('runs/1/writes.ndjson');
    journal.append('{"a":1}');
    await journal.close();
    expect(await store.readText('runs/1/writes.ndjson')).toBe('{"a":1}\n');
    expect(store.absolute('runs/1/writes.ndjson')).toBe(join(root, 'runs/1/writes.ndjson'));
  });
});
