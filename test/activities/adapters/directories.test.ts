import { randomBytes } from 'node:crypto';
import {
  chmod,
  lstat,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  readlink,
  rm,
  symlink,
  utimes,
  writeFile,
} from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createDirectories } from '../../../activities/adapters/directories.ts';

const directories = createDirectories();
let home: string;
let from: string;
let to: string;

beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'directories-'));
  from = join(home, 'from');
  to = join(home, 'deep', 'to');
  await mkdir(join(from, 'a', 'b'), { recursive: true });
  await writeFile(join(from, 'one'), 'first');
  await writeFile(join(from, 'a', 'b', 'two'), randomBytes(600_000));
});
afterEach(() => rm(home, { recursive: true, force: true }));

describe('copying a directory', () => {
  it('keeps contents, modes, times and links, and does not follow the links', async () => {
    await symlink('/etc/passwd', join(from, 'out'));
    await symlink('nowhere', join(from, 'dangling'));
    await symlink('a', join(from, 'inside'));
    await chmod(join(from, 'one'), 0o4640);
    await chmod(join(from, 'a', 'b'), 0o500);
    await utimes(join(from, 'one'), 1_000_000_000, 1_234_567_890.125);
    await utimes(join(from, 'a'), 1_000_000_000, 1_111_111_111);

    await directories.copy(from, to, []);

    expect(await directories.manifest(to, [])).toEqual(await directories.manifest(from, []));
    expect(await readFile(join(to, 'a/b/two'))).toEqual(await readFile(join(from, 'a/b/two')));
    expect(await readlink(join(to, 'out'))).toBe('/etc/passwd');
    expect(await readlink(join(to, 'dangling'))).toBe('nowhere');
    expect((await lstat(join(to, 'one'))).mode & 0o7777).toBe(0o4640);
    expect((await lstat(join(to, 'a/b'))).mode & 0o7777).toBe(0o500);
    expect((await lstat(join(to, 'one'))).mtimeMs).toBe(1_234_567_890_125);
    expect((await lstat(join(to, 'a'))).mtimeMs).toBe(1_111_111_111_000);
  });

  it('leaves out what is excluded, with everything below it', async () => {
    await directories.copy(from, to, ['a/**', '*.log']);
    expect(await readdir(to)).toEqual(['a', 'one']);
    expect(await readdir(join(to, 'a'))).toEqual([]);
  });

  it('refuses a socket, names it, and says what to do', async () => {
    const server = createServer().listen(join(from, 'app.sock'));
    await new Promise((resolve) => server.once('listening', resolve));
    await expect(directories.copy(from, to, [])).rejects.toMatchObject({
      type: 'SnapshotFailed',
      message: `Directory ${from} was not read: ${from}/app.sock is a socket, which cannot be copied. Exclude it with a glob, and try again.`,
    });
    await directories.copy(from, to, ['*.sock']);
    await new Promise((resolve) => server.close(resolve));
  });

  it('refuses what is no directory, and a name that is taken', async () => {
    await expect(directories.copy(join(from, 'one'), to, [])).rejects.toThrow(
      'is no directory, which cannot be copied',
    );
    await expect(directories.copy(from, join(from, 'a'), [])).rejects.toThrow('/from/a exists already; move it away');
  });

  it('fails with the name of a file that vanished while it was read', async () => {
    for (let i = 0; i < 200; i++) await writeFile(join(from, `file-${i}`), 'x');
    const copying = directories.copy(from, to, []);
    await rm(join(from, 'one'));
    await expect(copying).rejects.toMatchObject({
      type: 'SnapshotFailed',
      message: expect.stringMatching(/\/from\/one vanished meanwhile; stop what changes it, or exclude it.*\(ENOENT\)/),
    });
  });

  it('stops when it is told to, with the reason', async () => {
    const stop = new AbortController();
    const copying = directories.copy(from, to, [], stop.signal);
    stop.abort(new Error('enough'));
    await expect(copying).rejects.toThrow(/enough|aborted/);
    await expect(directories.manifest(from, [], stop.signal)).rejects.toThrow('enough');
  });
});

describe('the manifest of a directory', () => {
  it('lists the root and everything below it by path, with hashes', async () => {
    await symlink('one', join(from, 'link'));
    await chmod(join(from, 'one'), 0o644);
    const entries = await directories.manifest(from, ['a/b/two']);
    expect(entries.map(({ path, type }) => `${path} ${type}`)).toEqual([
      '. directory',
      'a directory',
      'a/b directory',
      'link link',
      'one file',
    ]);
    expect(entries.at(-1)).toEqual({
      path: 'one',
      type: 'file',
      size: 5,
      mode: 0o644,
      sha256: 'a7937b64b8caa58f03721bb6bacf5c78cb235febe0e70b1b84cd99541461a08e',
    });
  });
});

describe('carrying over what was excluded', () => {
  it('copies it where the tree has the directory, and overwrites nothing', async () => {
    await mkdir(join(from, 'later'));
    await writeFile(join(from, 'later', 'x.log'), 'no place');
    await writeFile(join(from, 'a', 'x.log'), 'carried');
    await writeFile(join(from, 'b.log'), 'not over the other');
    await mkdir(join(to, 'a'), { recursive: true });
    await writeFile(join(to, 'b.log'), 'stays');
    await directories.carryOver(from, to, ['**/*.log']);
    expect(await readFile(join(to, 'a/x.log'), 'utf8')).toBe('carried');
    expect(await readFile(join(to, 'b.log'), 'utf8')).toBe('stays');
    expect((await readdir(to)).toSorted()).toEqual(['a', 'b.log']);
  });

  it('leaves a socket behind', async () => {
    await mkdir(join(from, 'run'));
    const server = createServer().listen(join(from, 'run', 'app.sock'));
    await new Promise((resolve) => server.once('listening', resolve));
    await mkdir(to, { recursive: true });
    await directories.carryOver(from, to, ['run']);
    expect(await readdir(join(to, 'run'))).toEqual([]);
    await new Promise((resolve) => server.close(resolve));
  });
});

describe('small things on the disk', () => {
  it('writes whole texts and leaves no half ones', async () => {
    const path = join(home, 'new', 'folder', 'text');
    await directories.write(path, 'one');
    await directories.write(path, 'two');
    expect(await directories.read(path)).toBe('two');
    expect(await directories.list(join(home, 'new', 'folder'))).toEqual(['text']);
    await expect(directories.write(join(from, 'one', 'x'), 'text')).rejects.toThrow('was not written');
  });

  it('takes what is missing for missing, not for an error', async () => {
    const missing = join(home, 'missing', 'x');
    expect(await directories.exists(missing)).toBe(false);
    expect(await directories.read(missing)).toBeUndefined();
    expect(await directories.list(missing)).toEqual([]);
    await directories.remove(missing);
    expect(await directories.freeBytes(missing)).toBe(await directories.freeBytes(home));
    await expect(directories.list(join(from, 'one'))).rejects.toThrow('/from/one is not a directory');
  });

  it('gives one name to a directory with several', async () => {
    await symlink(from, join(home, 'alias'));
    expect(await directories.real(join(home, 'alias', 'a', '..'))).toBe(await directories.real(from));
    expect(await directories.real(join(home, 'alias', 'not', 'there'))).toBe(join(from, 'not', 'there'));
  });

  it('renames, measures and removes, read-only directories too', async () => {
    await chmod(join(from, 'a', 'b'), 0o500);
    expect(await directories.sizeOf(from)).toBe(600_005);
    expect(await directories.sizeOf(from, ['a'])).toBe(5);
    await directories.rename(from, join(home, 'moved'));
    expect(await directories.exists(from)).toBe(false);
    await directories.remove(join(home, 'moved'));
    expect(await directories.list(home)).toEqual([]);
  });
});
