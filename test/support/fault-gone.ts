import { readFileSync } from 'node:fs';
import { eventually } from './eventually.ts';

export const untilGone = (pid: number): Promise<boolean> => eventually(() => isGone(pid));

/** Gone, or a zombie that only waits for its parent. */
export function isGone(pid: number): boolean {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2)[0] === 'Z';
  } catch {
    return true;
  }
}
