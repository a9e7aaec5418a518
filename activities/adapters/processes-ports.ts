import { readdirSync, readlinkSync } from 'node:fs';
import { readProc } from './processes-stat.ts';

const LISTEN = '0A';

/**
 * Socket inode → port, for every listening TCP socket of our own network namespace. Ports of other namespaces are left out:
 * nobody here can reach them at 127.0.0.1.
 */
export function listeningSockets(): ReadonlyMap<string, number> {
  const tables = [readProc('/proc/net/tcp'), readProc('/proc/net/tcp6')];
  return new Map(tables.flatMap((table) => parseListening(table ?? '')));
}

/** Lines such as `0: 0100007F:1F90 00000000:0000 0A ... uid timeout inode`. */
export function parseListening(table: string): [string, number][] {
  return table
    .split('\n')
    .slice(1)
    .map((line) => line.trim().split(/\s+/))
    .filter((fields) => fields[3] === LISTEN)
    .map((fields) => [fields[9]!, Number.parseInt(fields[1]!.split(':').at(-1)!, 16)]);
}

/** Sorted; empty also when the process is gone or belongs to somebody else. */
export function portsOf(pid: number, sockets: ReadonlyMap<string, number>): readonly number[] {
  if (sockets.size === 0) return [];
  const folder = `/proc/${pid}/fd`;
  const links = orElse(() => readdirSync(folder), []).map((name) =>
    orElse(() => readlinkSync(`${folder}/${name}`), ''),
  );
  const ports = links.map((link) => sockets.get(/^socket:\[(\d+)\]$/.exec(link)?.[1] ?? ''));
  return [...new Set(ports.filter((port) => port !== undefined))].toSorted((a, b) => a - b);
}

/** Files are closed and processes end while we look. */
function orElse<T>(look: () => T, otherwise: T): T {
  try {
    return look();
  } catch {
    return otherwise;
  }
}
