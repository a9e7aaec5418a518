import { hostname } from 'node:os';
import { systemCode } from './processes-error.ts';
import { isDead, isStopped, readBootId, readStat } from './processes-stat.ts';

/** Who holds a lock. Where there is no /proc only the pid is known. */
export interface Holder {
  readonly host: string;
  readonly bootId: string;
  readonly pid: number;
  readonly startTicks: number | undefined;
}

export function ourselves(): Holder {
  return { host: hostname(), bootId: readBootId(), pid: process.pid, startTicks: readStat(process.pid)?.startTicks };
}

/** `elsewhere`: on another machine, or in a container that may be gone; nothing is known of its processes. */
export type HolderState = 'working' | 'stopped' | 'elsewhere' | 'dead';

export function holderState({ host, bootId, pid, startTicks }: Holder): HolderState {
  if (host !== hostname()) return 'elsewhere';
  if (bootId !== readBootId()) return 'dead';
  if (startTicks === undefined) return answersToSignals(pid) ? 'working' : 'dead';
  const stat = readStat(pid);
  if (stat === undefined || stat.startTicks !== startTicks || isDead(stat)) return 'dead';
  return isStopped(stat) ? 'stopped' : 'working';
}

function answersToSignals(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return systemCode(error) === 'EPERM';
  }
}
