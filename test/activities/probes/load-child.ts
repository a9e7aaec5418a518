import { openJournal } from '../../../activities/adapters/journal.ts';
import { loadProbes } from '../../../activities/probes/index.ts';
import { acknowledgedWrites as settingsOf } from '../../../experiments/definition/probes/acknowledged-writes.ts';
import { probePorts } from './probe-ports.ts';

/** A worker that only puts the load on the store, until it is killed. */
const [url, runId, journalPath, writersPerSecond] = process.argv.slice(2);
await loadProbes['acknowledged-writes'].start({
  settings: settingsOf.parse({ url, writersPerSecond: Number(writersPerSecond) }),
  runId: runId!,
  journal: openJournal(journalPath!),
  ports: probePorts(),
});
