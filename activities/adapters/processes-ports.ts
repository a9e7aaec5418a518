import { readdir, readlink } from 'node:fs/promises';
import { readProc } from './processes-stat.ts';

const LISTEN = '0A';

/**
 * Socket inode → port, for every listening TCP socket of our own network namespace. Ports of other namespaces are left out:
 * nobody here can reach them at 127.0.0.1.
 */
export async function listeningSockets(): Promise<ReadonlyMap<string, number>> {
  const tables = await Promise.all([readProc('/proc/net/tcp'), readProc('/proc/net/tcp6')]);
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
export async function portsOf(pid: number, sockets: ReadonlyMap<string, number>): Promise<readonly number[]> {
  if (sockets.size === 0) return [];
  const folder = `/proc/${pid}/fd`;
  const names = await readdir(folder).catch(() => []);
  const links = await Promise.all(names.map((name) => readlink(`${folder}/${name}`).catch(() => '')));
  const ports = links.map((link) => sockets.get(/^socket:\[(\d+)\]$/.exec(link)?.[1] ?? ''));
  return [...new Set(ports.filter((port) => port !== undefined))].sort((a, b) => a - b);
}
