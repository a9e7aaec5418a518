import { readFileSync } from 'node:fs';

/** The state letter follows the last ")" of /proc/PID/stat. */
export function isStopped(pid: number): boolean {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return 'Tt'.includes(stat.slice(stat.lastIndexOf(')') + 2, stat.lastIndexOf(')') + 3));
  } catch {
    return false;
  }
}

const LOOK_EVERY_MS = 4;

/** A stopped process cannot tell that it is; the kernel is asked instead. */
export function watchStopped(pid: number, changed: (isStoppedNow: boolean) => void): void {
  let before = false;
  setInterval(() => {
    const now = isStopped(pid);
    if (now !== before) changed(now);
    before = now;
  }, LOOK_EVERY_MS);
}
