import { readdirSync, readFileSync } from 'node:fs';

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
