import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { type AcknowledgeMode, parseAcknowledgeMode } from './replication/acknowledge.ts';
import type { Peer } from './replication/follower-link.ts';

/** What the supervisor tells a node on its command line, where `ps` and experiments can read it. */
export interface NodeSettings {
  readonly name: string;
  readonly port: number;
  readonly dir: string;
  readonly acknowledge: AcknowledgeMode;
  readonly flushEveryMs: number;
  readonly leaseMs: number;
  readonly peers: readonly Peer[];
}

/** It follows the restarts of a node on this machine. */
export const pidFileIn = (dir: string): string => join(dir, 'pid');

export function toArguments(settings: NodeSettings): string[] {
  const { peers, ...plain } = settings;
  const given = Object.entries(plain).flatMap(([key, value]) => [`--${key}`, String(value)]);
  return [...given, ...peers.flatMap((peer) => ['--peer', `${peer.name}:${peer.port}`])];
}

export function fromArguments(args: string[]): NodeSettings {
  const text = { type: 'string', default: '' } as const;
  const { values } = parseArgs({
    args,
    options: {
      name: text,
      port: text,
      dir: text,
      acknowledge: text,
      flushEveryMs: text,
      leaseMs: text,
      peer: { type: 'string', multiple: true, default: [] },
    },
  });
  return {
    name: values.name,
    port: Number(values.port),
    dir: values.dir,
    acknowledge: parseAcknowledgeMode(values.acknowledge) ?? 'durable',
    flushEveryMs: Number(values.flushEveryMs),
    leaseMs: Number(values.leaseMs),
    peers: values.peer.map((peer) => ({ name: peer.split(':')[0] ?? '', port: Number(peer.split(':')[1]) })),
  };
}
