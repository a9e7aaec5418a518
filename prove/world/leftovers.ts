import { readdirSync, readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

/** In the environment of every process of a cell; what they start inherits it. */
export const MARK = 'GAMEDAY_TEST_PROVE';

/** Processes of this cell that are there now: pid → command line. */
export function processesOf(folder: string): ReadonlyMap<number, string> {
  const found = new Map<number, string>();
  for (const name of readdirSync('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    if (!read(`/proc/${name}/environ`).split('\0').includes(`${MARK}=${folder}`)) continue;
    const words = read(`/proc/${name}/cmdline`).split('\0').join(' ').trim();
    if (words !== '') found.set(Number(name), words);
  }
  return found;
}

const GONE_WITHIN_MS = 5_000;
const LOOK_EVERY_MS = 50;

/** What is still there after a while: a process that was killed takes a moment to be gone. */
export async function leftoversOf(folder: string): Promise<readonly string[]> {
  for (const began = performance.now(); ; ) {
    const left = [...processesOf(folder).values()];
    if (left.length === 0 || performance.now() - began > GONE_WITHIN_MS) return left.map(inShort);
    await sleep(LOOK_EVERY_MS);
  }
}

const LONGEST = 120;
const inShort = (command: string): string => command.replaceAll(/\s+/g, ' ').slice(0, LONGEST);

export function killAll(folder: string): void {
  for (const pid of processesOf(folder).keys()) {
    try {
      process.kill(pid, 'SIGKILL');
    } catch {
      // It ended by itself meanwhile.
    }
  }
}

function read(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}
