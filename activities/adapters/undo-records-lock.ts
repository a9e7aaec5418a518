import { randomUUID } from 'node:crypto';
import { link, mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { systemCode } from './processes-error.ts';
import { withRoom } from './undo-records-ballast.ts';
import { type Holder, holderState, type HolderState, ourselves } from './undo-records-holder.ts';

export interface LockOptions {
  /** How long a holder may stand still (SIGSTOP) before it loses the lock. */
  readonly stealAfterMs?: number;
  readonly signal?: AbortSignal;
}

/**
 * A folder with numbered files; the highest number is the lock, its content the holder, or FREE. Taking the lock, free or
 * from a holder that is dead, is making the next number, which exactly one process can do (link fails when it exists).
 * Numbers only grow, so a process that slept through a change finds a higher one and begins again.
 */
export async function exclusively<T>(folder: string, work: () => Promise<T>, options: LockOptions = {}): Promise<T> {
  const mine = await take(folder, options);
  try {
    return await work();
  } finally {
    await replace(folder, mine, FREE);
  }
}

const FREE = 'free';
const LOOK_EVERY_MS = 20;
/** No activity that holds a lock works longer than this without an answer. */
const ELSEWHERE_MS = 60_000;

async function take(folder: string, { stealAfterMs = 2_000, signal }: LockOptions): Promise<number> {
  const text = JSON.stringify(ourselves());
  const patienceMs = { dead: 0, stopped: stealAfterMs, elsewhere: ELSEWHERE_MS, working: Number.POSITIVE_INFINITY };
  let last = { look: '', since: 0 };
  for (;;) {
    signal?.throwIfAborted();
    const highest = await highestIn(folder);
    const holder = await readFile(join(folder, String(highest)), 'utf8').catch(ifMissing(FREE));
    const state = stateOf(holder);
    const look = `${highest} ${state}`;
    if (look !== last.look) last = { look, since: performance.now() };
    const mayTake = performance.now() - last.since >= patienceMs[state];
    if (mayTake && (await makeNext(folder, highest + 1, text))) return highest + 1;
    await sleep(LOOK_EVERY_MS, undefined, { signal });
  }
}

function stateOf(text: string): HolderState {
  if (text === FREE) return 'dead';
  const holder: Holder = JSON.parse(text);
  return holderState(holder);
}

async function makeNext(folder: string, number: number, text: string): Promise<boolean> {
  const prepared = join(folder, `.${randomUUID()}`);
  try {
    await withRoom(dirname(folder), () => writeFile(prepared, text));
    await link(prepared, join(folder, String(number)));
  } catch (error) {
    if (systemCode(error) === 'EEXIST') return false;
    throw error;
  } finally {
    await rm(prepared, { force: true });
  }
  const others = await numbersIn(folder);
  const isHighest = Math.max(...others) === number;
  const remove = isHighest ? others.filter((other) => other < number) : [number];
  await Promise.all(remove.map((other) => rm(join(folder, String(other)), { force: true })));
  return isHighest;
}

/** When it was taken from us meanwhile, a lower number than the highest comes back, which says nothing. */
async function replace(folder: string, number: number, text: string): Promise<void> {
  const prepared = join(folder, `.${randomUUID()}`);
  try {
    await withRoom(dirname(folder), () => writeFile(prepared, text));
    await rename(prepared, join(folder, String(number)));
  } catch (error) {
    // The records of this fault were removed: there is nothing left to hold.
    ifMissing(undefined)(error);
  }
}

async function highestIn(folder: string): Promise<number> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  return Math.max(0, ...(await numbersIn(folder)));
}

async function numbersIn(folder: string): Promise<readonly number[]> {
  return (await readdir(folder)).filter((name) => /^\d+$/.test(name)).map(Number);
}

function ifMissing<T>(instead: T): (error: unknown) => T {
  return (error) => {
    if (systemCode(error) === 'ENOENT') return instead;
    throw error;
  };
}
