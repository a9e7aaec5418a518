import { hostname } from 'node:os';
import { durationMs } from '../duration.ts';
import type { NodeSettings } from '../node-settings.ts';
import { parseAcknowledgeMode } from '../replication/acknowledge.ts';
import type { Peer } from '../replication/follower-link.ts';
import { UsageError } from '../usage-error.ts';

export const nodePort = 7_101;
export const frontDoorPort = 7_100;
export const healthEveryMs = 300;
export const leaderTimeoutMs = 2_000;

/** The pods of the StatefulSet, by the names that its headless service gives them. */
export function podsFrom(env: NodeJS.ProcessEnv): readonly Peer[] {
  const {
    LEDGER_NODES: nodes = '3',
    LEDGER_STATEFUL_SET: set = 'ledger',
    LEDGER_SERVICE: service = 'ledger-nodes',
  } = env;
  if (!['3', '5', '7'].includes(nodes)) throw new UsageError('LEDGER_NODES must be 3, 5 or 7');
  const names = Array.from({ length: Number(nodes) }, (_, index) => `${set}-${index}`);
  return names.map((name) => ({ name, host: `${name}.${service}`, port: nodePort }));
}

/** What the pod that this is has to be. */
export function nodeSettingsFrom(env: NodeJS.ProcessEnv): NodeSettings {
  const name = hostname();
  const pods = podsFrom(env);
  const acknowledge = parseAcknowledgeMode(env['LEDGER_ACKNOWLEDGE'] ?? 'durable');
  const flushEveryMs = durationMs(env['LEDGER_FLUSH_EVERY'] ?? '30s');
  if (!pods.some((pod) => pod.name === name)) throw new UsageError(`${name} is none of the pods of the ledger`);
  if (acknowledge === undefined) throw new UsageError('LEDGER_ACKNOWLEDGE must be early or durable');
  if (!(flushEveryMs > 0)) throw new UsageError('LEDGER_FLUSH_EVERY must be a duration such as 500ms, 30s or 2m');
  return {
    name,
    port: nodePort,
    dir: env['LEDGER_DIR'] ?? '/data',
    acknowledge,
    flushEveryMs,
    // Shorter than the patience of the front door: a partitioned leader has lost its lease before another one is promoted.
    leaseMs: Math.round((leaderTimeoutMs * 2) / 3),
    peers: pods.filter((pod) => pod.name !== name),
  };
}
