import { rename, writeFile } from 'node:fs/promises';
import { fromArguments, type NodeSettings, pidFileIn } from './node-settings.ts';
import type { Replica } from './replication/replica.ts';
import { startReplica } from './start-replica.ts';
import type { NodeMessage } from './supervisor/node-process.ts';
import { textOf } from './text-of.ts';

const closingTakesAtMostMs = 1_000;

/** The process of one node. Its supervisor (main.ts) starts it, and it ends with it. */
async function runNode(settings: NodeSettings): Promise<void> {
  const replica = await startReplica({ ...settings, tell, onFailure: endAtOnce });
  await writePidFile(pidFileIn(settings.dir));
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
