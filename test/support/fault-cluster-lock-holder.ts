import { createInterface } from 'node:readline';
import { createClusterUndoRecords } from '../../activities/adapters/undo-records-cluster.ts';
import type { UndoState } from '../../activities/ports.ts';
import { aStoredUndo } from './fault-order.ts';
import { liveCluster } from './live-cluster.ts';

/** Takes the lock of one fault in the cluster, says so, and then writes the states that it is told, until it is told `free`. */
const [namespace = '', faultId = ''] = process.argv.slice(2);
const records = createClusterUndoRecords(liveCluster(), namespace, `child ${process.pid}`);
const lines = createInterface(process.stdin)[Symbol.asyncIterator]();
const say = (line: string) => process.stdout.write(`${line}\n`);
const order = async (): Promise<string> => {
  const { done, value } = await lines.next();
  return done ? 'free' : value;
};
await records.exclusively(faultId, async () => {
  say('holding');
  for (let state = await order(); state !== 'free'; state = await order()) {
    const record = aStoredUndo({ faultId, state: state as UndoState });
    say(
      await records.write(record).then(
        () => 'written',
        (error: Error) => error.message,
      ),
    );
  }
});
say('released');
process.exit(0);
