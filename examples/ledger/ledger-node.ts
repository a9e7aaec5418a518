import { mkdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { nodeRoutes } from './api/node-routes.ts';
import { replicationRoutes } from './api/replication-routes.ts';
import { SlowAppendsSwitch } from './api/slow-appends.ts';
import { serve } from './http/server.ts';
import { Log } from './log/log.ts';
import { fromArguments, type NodeSettings } from './node-settings.ts';
import { acknowledgeIn } from './replication/acknowledge.ts';
import { EpochFile } from './replication/epoch-file.ts';
import { Replica } from './replication/replica.ts';
import type { NodeMessage } from './supervisor/node-process.ts';
import { textOf } from './text-of.ts';

const maxBodyBytes = 32 * 1024 * 1024;
const closingTakesAtMostMs = 1_000;

/** The process of one node. Its supervisor (main.ts) starts it, and it ends with it. */
async function runNode({ name, port, dir, ...settings }: NodeSettings): Promise<void> {
  await mkdir(dir, { recursive: true });
  const { log, tornBytes } = await Log.open(join(dir, 'log'));
  if (tornBytes > 0) tell({ event: 'torn-tail-cut', bytes: tornBytes });
  const epochFile = await EpochFile.open(join(dir, 'epoch'));
  const acknowledge = acknowledgeIn[settings.acknowledge];
  const { peers, leaseMs } = settings;
  const replica = new Replica({ name, peers, log, epochFile, acknowledge, leaseMs, tell, onFailure: endAtOnce });
  const routes = { ...nodeRoutes(replica, log, new SlowAppendsSwitch()), ...replicationRoutes(replica) };
  await serve({ routes, port, maxBodyBytes, onFailure: endAtOnce });
  setInterval(() => void log.flush().catch(endAtOnce), settings.flushEveryMs);
  await writePidFile(join(dir, 'pid'));
  endWithTheSupervisor(replica);
  tell({ event: 'listening' });
}

async function writePidFile(path: string): Promise<void> {
  await writeFile(`${path}.next`, `${process.pid}\n`);
  await rename(`${path}.next`, path);
}

function endWithTheSupervisor(replica: Replica): void {
  const end = (): void => {
    setTimeout(() => process.exit(1), closingTakesAtMostMs);
    replica.close().then(() => process.exit(0), endAtOnce);
  };
  process.once('SIGTERM', end);
  process.once('disconnect', end);
  if (!process.connected) end();
}

function tell(message: NodeMessage): void {
  if (process.connected) process.send?.(message);
}

/** After a failed fsync nobody knows what the disk holds: the next start has to read it again. */
function endAtOnce(error: unknown): void {
  process.stderr.write(`ledger-node ${settings.name}: ${textOf(error)}\n`);
  process.exit(1);
}

const settings = fromArguments(process.argv.slice(2));
process.on('uncaughtException', endAtOnce);
if (process.connected) await runNode(settings).catch(endAtOnce);
else endAtOnce('is started by its supervisor; see README.md');
