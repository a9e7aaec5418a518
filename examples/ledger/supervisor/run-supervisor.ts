import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { serve } from '../http/server.ts';
import type { LedgerArguments } from '../ledger-arguments.ts';
import { type NodeSettings, pidFileIn } from '../node-settings.ts';
import { textOf } from '../text-of.ts';
import { claimDirectory } from './claim-directory.ts';
import { Cluster } from './cluster.ts';
import { say, sayReady } from './events.ts';
import { frontDoorRoutes } from './front-door.ts';
import { NodeProcess } from './node-process.ts';
import { choosePorts } from './ports.ts';

const maxBodyBytes = 64 * 1024;
const firstLeaderWithinMs = 15_000;

/** Resolves when it was told to stop and every node has ended. */
export async function runSupervisor(settings: LedgerArguments): Promise<void> {
  const names = Array.from({ length: settings.nodes }, (_, index) => `n${index + 1}`);
  await claimDirectory(settings.dir, names);
  const [port = 0, ...nodePorts] = await choosePorts(settings.port, 1 + settings.nodes);
  const nodes = nodeSettings(settings, names, nodePorts);
  const { restartDelayMs } = settings;
  const start = nodes.map((node) => (onExit: () => void) => new NodeProcess({ node, restartDelayMs, onExit }));
  const cluster = new Cluster({ ...settings, nodes: start });
  const server = await serve({ routes: frontDoorRoutes(cluster), port, maxBodyBytes, onFailure: reportFailure });
  const stopped = toldToStop();
  try {
    await Promise.race([stopped, startWithin(cluster, firstLeaderWithinMs).then(() => announce(cluster, nodes, port))]);
    await stopped;
  } finally {
    server.close();
    await cluster.stop();
  }
}

function nodeSettings(settings: LedgerArguments, names: readonly string[], ports: readonly number[]): NodeSettings[] {
  const { dir, acknowledge, flushEveryMs, leaderTimeoutMs } = settings;
  // Shorter than the supervisor's patience: a stopped leader has lost its lease before another one is promoted.
  const leaseMs = Math.round((leaderTimeoutMs * 2) / 3);
  const all = names.map((name, index) => ({ name, port: ports[index] ?? 0 }));
  return all.map(({ name, port }) => {
    const peers = all.filter((peer) => peer.name !== name);
    return { name, port, dir: join(dir, name), acknowledge, flushEveryMs, leaseMs, peers };
  });
}

async function startWithin(cluster: Cluster, timeoutMs: number): Promise<void> {
  const timeout = new AbortController();
  const tooLate = delay(timeoutMs, 'too late', { signal: timeout.signal }).catch(() => 'cancelled');
  const first = await Promise.race([cluster.start(), tooLate]);
  timeout.abort();
  if (first === 'too late')
    throw new Error(`no leader within ${timeoutMs / 1000} s; what the nodes complained about is above`);
}

function announce(cluster: Cluster, settings: readonly NodeSettings[], port: number): void {
  const nodes = settings.map(({ name, dir, port: nodePort }) => {
    const pid = cluster.nodes.find((node) => node.name === name)?.pid ?? null;
    return { name, pid, port: nodePort, pidFile: pidFileIn(dir) };
  });
  sayReady({ url: `http://127.0.0.1:${port}`, supervisorPid: process.pid, nodes });
}

/** `disconnect`: whoever started us with a channel (start.ts) is gone. */
async function toldToStop(): Promise<void> {
  await Promise.race(['SIGINT', 'SIGTERM', 'SIGHUP', 'disconnect'].map((event) => once(process, event)));
}

function reportFailure(error: unknown): void {
  say('internal-error', { error: textOf(error) });
}
