import { createUndoRecords } from '../../activities/adapters/undo-records.ts';

/** Takes the lock of one fault, says so, and gives it back when it is told to. */
const [directory = '', faultId = '', stealAfterMs = '2000'] = process.argv.slice(2);
await createUndoRecords(directory).exclusively(
  faultId,
  () =>
    new Promise<void>((resolve) => {
      process.stdin.once('data', () => resolve());
      process.stdout.write('holding\n');
    }),
  { stealAfterMs: Number(stealAfterMs) },
);
process.stdout.write('released\n');
process.stdin.destroy();
