import { readdirSync, readFileSync } from 'node:fs';
import { systemCode } from './processes-error.ts';

/** The fields of /proc/PID/stat that we need. */
export interface ProcessStat {
  readonly pid: number;
  readonly name: string;
  readonly state: string;
  readonly parent: number;
  readonly group: number;
  readonly isKernelThread: boolean;
  readonly startTicks: number;
}

/** Undefined when there is no such process. */
export function readStat(pid: number): ProcessStat | undefined {
  const text = readProc(`/proc/${pid}/stat`);
  return text === undefined ? undefined : parseStat(text);
}

const KERNEL_THREAD = 0x0020_0000;

/** The name stands in parentheses and may itself contain spaces and parentheses: the fields begin after the last one. */
export function parseStat(text: string): ProcessStat {
  const open = text.indexOf('(');
  const close = text.lastIndexOf(')');
  const fields = text.slice(close + 2).split(' ');
  return {
    pid: Number(text.slice(0, open)),
    name: text.slice(open + 1, close),
    state: fields[0] ?? '',
    parent: Number(fields[1]),
    group: Number(fields[2]),
    isKernelThread: (Number(fields[6]) & KERNEL_THREAD) !== 0,
    startTicks: Number(fields[19]),
  };
}

export const isDead = (stat: ProcessStat): boolean => stat.state === 'Z' || stat.state === 'X' || stat.state === 'x';
export const isStopped = (stat: ProcessStat): boolean => stat.state === 'T' || stat.state === 't';

/** Another after every start of the machine; empty where there is no /proc. */
export function readBootId(): string {
  return (readProc('/proc/sys/kernel/random/boot_id') ?? '').trim();
}

/** Sorted by pid. */
export function allStats(): readonly ProcessStat[] {
  const pids = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  const stats = pids.map((pid) => readStat(Number(pid))).filter((stat) => stat !== undefined);
  return stats.toSorted((a, b) => a.pid - b.pid);
}

/**
 * Undefined when the process is gone, or when we may not look. Read at once: the kernel answers from memory, ten times faster
 * than a thread would be found to wait for it.
 */
export function readProc(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if (['ENOENT', 'ESRCH', 'EACCES', 'EPERM'].includes(systemCode(error) ?? '')) return undefined;
    throw error;
  }
}
