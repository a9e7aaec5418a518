import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { nodeRoutes } from './api/node-routes.ts';
import { replicationRoutes } from './api/replication-routes.ts';
import { SlowAppendsSwitch } from './api/slow-appends.ts';
import { serve } from './http/server.ts';
import { Log } from './log/log.ts';
import type { NodeSettings } from './node-settings.ts';
import { acknowledgeIn } from './replication/acknowledge.ts';
import { EpochFile } from './replication/epoch-file.ts';
import { Replica, type ReplicaEvent } from './replication/replica.ts';

export interface ReplicaStart extends NodeSettings {
  /** Left out: the loopback interface only. */
  readonly host?: string;
  readonly tell: (event: ReplicaEvent | { readonly event: 'torn-tail-cut'; readonly bytes: number }) => void;
  /** The process has to end: it is not known what the disk holds. */
  readonly onFailure: (error: unknown) => void;
}

const maxBodyBytes = 32 * 1024 * 1024;

/** One node of the ledger in this process: its log is open, and it listens. */
export async function startReplica({
  name,
  host,
  port,
  dir,
  tell,
  onFailure,
  ...settings
}: ReplicaStart): Promise<Replica> {
  await mkdir(dir, { recursive: true });
  const { log, tornBytes } = await Log.open(join(dir, 'log'));
  if (tornBytes > 0) tell({ event: 'torn-tail-cut', bytes: tornBytes });
  const epochFile = await EpochFile.open(join(dir, 'epoch'));
  const acknowledge = acknowledgeIn[settings.acknowledge];
  const { peers, leaseMs } = settings;
  const replica = new Replica({ name, peers, log, epochFile, acknowledge, leaseMs, tell, onFailure });
  const routes = { ...nodeRoutes(replica, log, new SlowAppendsSwitch()), ...replicationRoutes(replica) };
  await serve({ routes, host, port, maxBodyBytes, onFailure });
  setInterval(() => void log.flush().catch(onFailure), settings.flushEveryMs);
  return replica;
}
