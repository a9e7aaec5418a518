import { networkInterfaces } from 'node:os';
import type { ProcessIdentity } from '../../experiments/definition/identity.ts';
import type { ProcessStat } from './processes-stat.ts';

export interface Ourselves {
  readonly worker: number;
  readonly protectedPids: readonly number[];
  /** `host:port` of the Temporal server. */
  readonly temporalAddress?: string | undefined;
}

/** Why each process must not be touched, by pid. */
export function whatIsOurs(
  { worker, protectedPids, temporalAddress }: Ourselves,
  stats: readonly ProcessStat[],
  processes: readonly ProcessIdentity[],
): ReadonlyMap<number, string> {
  const byPid = new Map(stats.map((stat) => [stat.pid, stat]));
  const ours = new Map<number, string>();
  const add = (pid: number, why: string) => void (ours.has(pid) || ours.set(pid, why));
  add(worker, 'this worker');
  for (let pid = byPid.get(worker)?.parent ?? 0; pid > 0; pid = byPid.get(pid)?.parent ?? 0) {
    add(pid, pid === 1 ? 'the init process' : 'a parent of this worker');
  }
  add(1, 'the init process');
  for (const pid of descendantsOf(worker, stats)) add(pid, 'started by this worker');
  for (const pid of protectedPids) add(pid, 'protected by the settings of this worker');
  const port = localPort(temporalAddress);
  for (const { pid, ports } of processes) {
    if (port !== undefined && ports.includes(port)) add(pid, 'the Temporal server that this worker is connected to');
  }
  return ours;
}

function descendantsOf(pid: number, stats: readonly ProcessStat[]): readonly number[] {
  const children = stats.filter((stat) => stat.parent === pid).map((stat) => stat.pid);
  return children.flatMap((child) => [child, ...descendantsOf(child, stats)]);
}

function localPort(address: string | undefined): number | undefined {
  const match = /^(?:\w+:\/\/)?\[?([^\]/]*?)\]?:(\d+)\/?$/.exec(address ?? '');
  if (!match) return undefined;
  const host = match[1]!;
  const own = Object.values(networkInterfaces()).flatMap((addresses) => addresses?.map((each) => each.address) ?? []);
  const isLocal = ['localhost', '0.0.0.0', '::', ...own].includes(host) || host.startsWith('127.');
  return isLocal ? Number(match[2]) : undefined;
}
