import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createDirectories } from '../../../activities/adapters/directories.ts';
import { pidsInFiles } from '../../../activities/targets/pid-files.ts';

describe('pid files', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'gameday-pids-'));
    for (const node of ['node1', 'node2']) {
      await mkdir(join(folder, node));
      await writeFile(join(folder, node, 'postmaster.pid'), `4${node.slice(-1)}\n/data\n5432`);
    }
    await writeFile(join(folder, 'node.lock'), '99');
  });
  afterEach(() => rm(folder, { recursive: true }));

  const pids = async (pattern: string) => [...(await pidsInFiles(join(folder, pattern), createDirectories())).pids];

  it('may be one file, or a glob in any part of the path', async () => {
    expect(await pids('node1/postmaster.pid')).toEqual([41]);
    expect(await pids('*/postmaster.pid')).toEqual([41, 42]);
    expect(await pids('node?/post*.pid')).toEqual([41, 42]);
  });

  it('yield nothing for what is not there', async () => {
    expect(await pids('node3/postmaster.pid')).toEqual([]);
    expect(await pids('nothing*/x')).toEqual([]);
  });
});
