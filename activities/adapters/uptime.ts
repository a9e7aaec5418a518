import { readProc } from './processes-stat.ts';

/** A time, milliseconds since 1970, as hundredths of a second since the machine was started; 0 where that is not known. */
export function asUptime(at: number): number {
  const uptime = Number(readProc('/proc/uptime')?.split(' ')[0] ?? Number.NaN);
  return Number.isNaN(uptime) ? 0 : Math.round(uptime * 100 + (at - Date.now()) / 10);
}
