import { startReplica } from '../start-replica.ts';
import { textOf } from '../text-of.ts';
import { nodeSettingsFrom } from './settings.ts';

const closingTakesAtMostMs = 1_000;

/** The process of one pod of the StatefulSet. The front door tells it when to lead. */
const replica = await startReplica({
  ...nodeSettingsFrom(process.env),
  host: '0.0.0.0',
  tell,
  onFailure: endAtOnce,
}).catch(endAtOnce);
process.on('uncaughtException', endAtOnce);
process.once('SIGTERM', () => {
  setTimeout(() => process.exit(1), closingTakesAtMostMs);
  replica.close().then(() => process.exit(0), endAtOnce);
});
tell({ event: 'listening' });

function tell(event: { readonly event: string }): void {
  process.stdout.write(`${JSON.stringify({ at: new Date().toISOString(), ...event })}\n`);
}

/** After a failed fsync nobody knows what the disk holds: the next start has to read it again. */
function endAtOnce(error: unknown): never {
  process.stderr.write(`ledger-node: ${textOf(error)}\n`);
  process.exit(1);
}
