import { hostname } from 'node:os';
import { Connection } from '@temporalio/client';
import { loadClientConnectConfig } from '@temporalio/envconfig';

// The server is asked, not this process: a worker that runs but cannot poll does no work, and undoes nothing.
const QUEUES = ['gameday', 'gameday-undo'];
const ACTIVITY_QUEUE = 2;
/** A poll is held open for a minute when there is nothing to do. */
const SILENT_AFTER_MS = 90_000;

const { connectionOptions, namespace = 'default' } = loadClientConnectConfig();
const connection = await Connection.connect({ ...connectionOptions, connectTimeout: '5s' });
for (const name of QUEUES) {
  const request = { namespace, taskQueue: { name }, taskQueueType: ACTIVITY_QUEUE };
  // oxlint-disable-next-line typescript/no-unsafe-enum-assignment -- the enum is in a package that is not ours to import
  const { pollers } = await connection.workflowService.describeTaskQueue(request);
  const ours = pollers.filter(({ identity }) => identity.endsWith(`@${hostname()}`));
  const isPolling = ours.some(
    ({ lastAccessTime }) => Date.now() - Number(lastAccessTime.seconds) * 1000 < SILENT_AFTER_MS,
  );
  if (!isPolling) {
    process.stderr.write(
      `No worker of ${hostname()} polls ${name} in namespace ${namespace}. See the log of the worker.\n`,
    );
    process.exitCode = 1;
  }
}
await connection.close();
