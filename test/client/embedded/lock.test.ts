import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { takeLock } from '../../../client/embedded/lock.ts';
import { birthOf } from '../../../client/embedded/process-birth.ts';
import { aFolder, type Folder } from './a-folder.ts';

describe('a lock', () => {
  let folder: Folder;
  let file: string;
  beforeEach(async () => {
    folder = await aFolder();
    file = join(folder.path, 'deep', 'lock');
  });
  afterEach(() => folder.remove());

  it('is held by one at a time, and says by whom', async () => {
    const first = await takeLock(file);
    expect(await takeLock(file)).toEqual({
      heldBy: { pid: process.pid, birth: birthOf(process.pid) },
    });
    if ('release' in first) await first.release();
    expect(await takeLock(file)).toHaveProperty('release');
  });

  it.each([
    ['of a process that is gone', { pid: 4_194_303, birth: '1' }],
    ['of a process whose pid was given to another one', { pid: process.pid, birth: '1' }],
  ])('%s is taken over', async (_, holder) => {
    await takeLock(file);
    await writeFile(file, JSON.stringify(holder));
    expect(await takeLock(file)).toHaveProperty('release');
    expect(JSON.parse(await readFile(file, 'utf8'))).toMatchObject({ birth: birthOf(process.pid) });
  });

  it('that was torn by a crash is taken over', async () => {
    await takeLock(file);
    await writeFile(file, '{"pid":');
    expect(await takeLock(file)).toHaveProperty('release');
  });
});
