import { chmod, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { keepToken } from '../../../worker/api/token-file.ts';

describe('the token of the HTTP API', () => {
  let folder: string;
  beforeEach(async () => void (folder = await mkdtemp(join(tmpdir(), 'gameday-token-'))));
  afterEach(() => rm(folder, { recursive: true, force: true }));

  it('is made once, for this user alone, and kept by the next worker', async () => {
    const first = await keepToken(join(folder, 'state'));
    expect(first.path).toBe(join(folder, 'state', 'api-token'));
    expect((await readFile(first.path, 'utf8')).trim()).toBe(first.token);
    expect((await stat(first.path)).mode & 0o777).toBe(0o600);
    expect(await keepToken(join(folder, 'state'))).toEqual(first);
    expect(await readdir(join(folder, 'state'))).toEqual(['api-token']);
  });

  it('is another one when others could have read it, or when it is empty', async () => {
    const { token, path } = await keepToken(folder);
    await chmod(path, 0o644);
    const second = await keepToken(folder);
    expect(second.token).not.toBe(token);
    expect((await stat(path)).mode & 0o777).toBe(0o600);
    await writeFile(path, '');
    expect((await keepToken(folder)).token).toMatch(/^[\w-]{43}$/);
  });
});
