import { createServer } from 'node:http';
import { once } from 'node:events';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { execFileSync } from 'node:child_process';
import { findServerBinary } from '../../../client/embedded/find-server.ts';
import { aFolder, type Folder } from './a-folder.ts';

const TEMPORAL = 'echo "temporal version 9.9.9 (Server 1.29.1)"';
/** A `go` that installs a Temporal of four lines, and counts how often it was asked. */
const GO = `echo "$GOBIN $*" >> "$0.calls"
printf '#!/bin/sh\\necho "temporal version 1.5.1"\\n' > "$GOBIN/temporal"
chmod +x "$GOBIN/temporal"`;

describe('finding the Temporal dev server', () => {
  let folder: Folder;
  let said: string[];
  let env: NodeJS.ProcessEnv;

  beforeEach(async () => {
    folder = await aFolder();
    said = [];
    env = {
      PATH: `${folder.path}/bin:/usr/bin:/bin`,
      XDG_CACHE_HOME: `${folder.path}/cache`,
      GAMEDAY_TEMPORAL_DOWNLOAD: 'off',
    };
  });
  afterEach(() => folder.remove());

  const find = () => findServerBinary({ env, say: (line) => said.push(line) });
  const cached = () => folder.script('cache/gameday/temporal-cli/v1.5.1/temporal', TEMPORAL);

  it('takes TEMPORAL_CLI before anything else', async () => {
    await folder.script('bin/temporal', TEMPORAL);
    const named = await folder.script('elsewhere/temporal', TEMPORAL);
    env['TEMPORAL_CLI'] = named;
    expect(await find()).toEqual({ path: named, from: 'TEMPORAL_CLI', version: '9.9.9 (Server 1.29.1)' });
    expect(said).toEqual([`Temporal dev server: ${named} (from TEMPORAL_CLI; 9.9.9 (Server 1.29.1))`]);
  });

  it('refuses a TEMPORAL_CLI that cannot be executed, instead of searching on', async () => {
    await folder.script('bin/temporal', TEMPORAL);
    env['TEMPORAL_CLI'] = '/nowhere/temporal';
    await expect(find()).rejects.toMatchObject({
      exitCode: 2,
      message: expect.stringContaining('TEMPORAL_CLI names /nowhere/temporal, which is not an executable'),
    });
  });

  it('takes the one on PATH before our cache', async () => {
    await cached();
    const onPath = await folder.script('bin/temporal', TEMPORAL);
    expect(await find()).toMatchObject({ path: onPath, from: 'PATH' });
  });

  it('passes over a program on PATH that only has the same name', async () => {
    await folder.script('bin/temporal', 'echo "a tool for calendars"');
    const path = await cached();
    expect(await find()).toMatchObject({ path, from: 'our cache' });
    expect(said[0]).toContain('did not answer --version as the Temporal CLI does');
  });

  it('builds it with go into the cache, says how long that takes, and finds it there the next time', async () => {
    await folder.script('bin/go', GO);
    const built = await find();
    expect(built).toEqual({
      path: join(folder.path, 'cache/gameday/temporal-cli/v1.5.1/temporal'),
      from: 'go install',
      version: '1.5.1',
    });
    expect(said[0]).toMatch(/^Building the Temporal dev server: go install .*@v1\.5\.1\. Once only; about 3 min/);
    expect(await find()).toMatchObject({ from: 'our cache' });
    expect(await readdir(join(folder.path, 'cache/gameday/temporal-cli'))).toEqual(['v1.5.1']);
  });

  it('builds once when two processes ask at the same time', async () => {
    const go = await folder.script('bin/go', `sleep 0.4\n${GO}`);
    const found = await Promise.all([find(), find()]);
    expect(found.map((one) => one.from).toSorted()).toEqual(['go install', 'our cache']);
    expect(said).toContainEqual(expect.stringContaining(`Process ${process.pid} is already getting`));
    expect(execFileSync('wc', ['-l', `${go}.calls`]).toString()).toMatch(/^1 /);
  });

  it('takes over the lock of a process that died while it built', async () => {
    const lock = join(folder.path, 'cache/gameday/temporal-cli/lock');
    await mkdir(dirname(lock), { recursive: true });
    await writeFile(lock, JSON.stringify({ pid: process.pid, birth: 'another life' }));
    await folder.script('bin/go', GO);
    expect(await find()).toMatchObject({ from: 'go install' });
  });

  it('says what go complained about when the build fails', async () => {
    await folder.script('bin/go', 'echo "no space left on device" >&2; exit 1');
    await expect(find()).rejects.toMatchObject({
      exitCode: 6,
      message: expect.stringMatching(/was not built: .* ended with 1\.\nno space left on device\nThere are three ways/),
    });
  });

  it('names the three ways to get a server when nothing is there', async () => {
    env['PATH'] = `${folder.path}/bin`;
    await expect(find()).rejects.toMatchObject({
      exitCode: 6,
      message: expect.stringMatching(
        /`go` is not on PATH\.\n.*\n {2}1\. install .*\n {2}2\. set TEMPORAL_CLI.*\n {2}3\. install Go/,
      ),
    });
  });

  it('downloads before it builds', async () => {
    await folder.script('archive/temporal', TEMPORAL);
    execFileSync('tar', ['-czf', `${folder.path}/a.tar.gz`, '-C', `${folder.path}/archive`, 'temporal']);
    const archive = await readFile(`${folder.path}/a.tar.gz`);
    const asked: string[] = [];
    const mirror = createServer((request, response) => {
      asked.push(request.url ?? '');
      if (request.url === '/a.tar.gz') return response.end(archive);
      return response.end(JSON.stringify({ archiveUrl: `${at()}/a.tar.gz`, fileToExtract: 'temporal' }));
    }).listen(0, '127.0.0.1');
    await once(mirror, 'listening');
    const at = (): string => {
      const address = mirror.address();
      return typeof address === 'object' ? `http://127.0.0.1:${address?.port}` : '';
    };
    env['GAMEDAY_TEMPORAL_DOWNLOAD'] = at();
    try {
      expect(await find()).toMatchObject({ from: 'a download', version: '9.9.9 (Server 1.29.1)' });
      expect(asked[0]).toMatch(/^\/v1\.5\.1\?arch=(amd64|arm64)&platform=(linux|darwin)&format=tar\.gz$/);
    } finally {
      mirror.close();
    }
  });

  it('builds when the download cannot be reached, and says so', async () => {
    await folder.script('bin/go', GO);
    env['GAMEDAY_TEMPORAL_DOWNLOAD'] = 'http://127.0.0.1:9';
    expect(await find()).toMatchObject({ from: 'go install' });
    expect(said[0]).toMatch(/^No download from http:\/\/127\.0\.0\.1:9: /);
  });
});
