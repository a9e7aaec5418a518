import { hostname } from 'node:os';
import { createClock } from '../activities/adapters/clock.ts';
import { createCluster } from '../activities/adapters/cluster.ts';
import { createCommands } from '../activities/adapters/commands.ts';
import { createDirectories } from '../activities/adapters/directories.ts';
import { createGuards } from '../activities/adapters/guards.ts';
import { createHttp } from '../activities/adapters/http.ts';
import { createNotifications, type NotificationSettings } from '../activities/adapters/notifications.ts';
import { createProcesses } from '../activities/adapters/processes.ts';
import { createSecrets } from '../activities/adapters/secrets.ts';
import { createSockets } from '../activities/adapters/sockets.ts';
import { openStore } from '../activities/adapters/store.ts';
import { createClusterUndoRecords } from '../activities/adapters/undo-records-cluster.ts';
import { createUndoRecordsEverywhere } from '../activities/adapters/undo-records-everywhere.ts';
import { createUndoRecords } from '../activities/adapters/undo-records.ts';
import type { Ports } from '../activities/ports.ts';
import type { Settings } from './settings.ts';

/** The real world. `temporalAddress`: the server is never a target. */
export function createPorts(
  { storeDirectory, stateDirectory, kubernetes }: Pick<Settings, 'storeDirectory' | 'stateDirectory' | 'kubernetes'>,
  temporalAddress?: string,
  notifications: NotificationSettings = {},
  env: NodeJS.ProcessEnv = process.env,
): Ports {
  const cluster = createCluster({ env, context: kubernetes.context });
  const inCluster = createClusterUndoRecords(cluster, kubernetes.namespace, `worker ${process.pid} on ${hostname()}`);
  return {
    clock: createClock(),
    http: createHttp(),
    sockets: createSockets(),
    commands: createCommands(),
    processes: createProcesses({ temporalAddress }),
    guards: createGuards({ directory: stateDirectory }),
    undoRecords: createUndoRecordsEverywhere(createUndoRecords(stateDirectory), inCluster, cluster),
    cluster,
    directories: createDirectories(),
    store: openStore(storeDirectory),
    secrets: createSecrets(),
    notifications: createNotifications(notifications),
  };
}
