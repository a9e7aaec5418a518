import { mkdir, mkdtemp, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { invalid, unreachable } from '../failure.ts';
import { cachedBinary, cacheFolder } from './cache.ts';
import { download } from './download.ts';
import { isExecutable, onPath, temporalVersion } from './executable.ts';
import { goInstall, WAYS_TO_GET_A_BINARY } from './go-install.ts';
import { takeLock } from './lock.ts';

export interface ServerSearch {
  readonly env: NodeJS.ProcessEnv;
  /** Told what is done and how long it may take, one line at a time. */
  readonly say: (line: string) => void;
  readonly signal?: AbortSignal | undefined;
}

export interface ServerBinary {
  readonly path: string;
  readonly from: 'TEMPORAL_CLI' | 'PATH' | 'our cache' | 'a download' | 'go install';
  readonly version: string;
}

/** The Temporal dev server: named, installed, kept from before, downloaded or built, in this order. */
export async function findServerBinary(search: ServerSearch): Promise<ServerBinary> {
  const found = (await named(search)) ?? (await installed(search)) ?? (await kept(search)) ?? (await fetched(search));
  search.say(`Temporal dev server: ${found.path} (from ${found.from}; ${found.version})`);
  return found;
}

async function named({ env }: ServerSearch): Promise<ServerBinary | undefined> {
  const path = env['TEMPORAL_CLI'];
  if (!path) return undefined;
  const version = (await isExecutable(path)) ? await temporalVersion(path) : undefined;
  if (version !== undefined) return { path, from: 'TEMPORAL_CLI', version };
  throw invalid(
    `The Temporal dev server was not started: TEMPORAL_CLI names ${path}, which is not an executable \`temporal\`. ` +
      'Correct it, or unset it to search elsewhere.',
  );
}

async function installed({ env, say }: ServerSearch): Promise<ServerBinary | undefined> {
  const path = await onPath('temporal', env['PATH']);
  if (path === undefined) return undefined;
  const version = await temporalVersion(path);
  if (version !== undefined) return { path, from: 'PATH', version };
  say(`${path} is on PATH, but did not answer --version as the Temporal CLI does; searching elsewhere.`);
  return undefined;
}

async function kept({ env }: ServerSearch): Promise<ServerBinary | undefined> {
  const path = cachedBinary(cacheFolder(env));
  const version = (await isExecutable(path)) ? await temporalVersion(path) : undefined;
  return version === undefined ? undefined : { path, from: 'our cache', version };
}

/** Under a lock: ten test files that begin together download or build once. */
async function fetched(search: ServerSearch): Promise<ServerBinary> {
  const folder = cacheFolder(search.env);
  const lockFile = join(folder, 'lock');
  let waitingFor: number | undefined;
  for (;;) {
    const lock = await takeLock(lockFile);
    if ('release' in lock) {
      try {
        return (await kept(search)) ?? (await fetchInto(folder, search));
      } finally {
        await lock.release();
      }
    }
    if (waitingFor !== lock.heldBy.pid) {
      search.say(
        `Process ${lock.heldBy.pid} is already getting the Temporal dev server (${lockFile}); waiting for it.`,
      );
      waitingFor = lock.heldBy.pid;
    }
    await sleep(250, undefined, search.signal ? { signal: search.signal } : {});
  }
}

async function fetchInto(folder: string, search: ServerSearch): Promise<ServerBinary> {
  const place = await mkdtemp(join(folder, 'getting-'));
  try {
    const downloaded = await download(place, search);
    const fresh = downloaded ?? (await goInstall(place, search));
    const version = await temporalVersion(fresh);
    if (version === undefined) {
      throw unreachable(
        `The Temporal dev server that was just fetched does not run on this machine.\n${WAYS_TO_GET_A_BINARY}`,
      );
    }
    const path = cachedBinary(folder);
    await mkdir(dirname(path), { recursive: true });
    await rename(fresh, path);
    return { path, from: downloaded === undefined ? 'go install' : 'a download', version };
  } finally {
    await rm(place, { recursive: true, force: true });
  }
}
