import { createClock } from '../activities/adapters/clock.ts';
import { createCommands } from '../activities/adapters/commands.ts';
import { createDirectories } from '../activities/adapters/directories.ts';
import { createGuards } from '../activities/adapters/guards.ts';
import { createHttp } from '../activities/adapters/http.ts';
import { createNotifications, type NotificationSettings } from '../activities/adapters/notifications.ts';
import { createProcesses } from '../activities/adapters/processes.ts';
import { createSecrets } from '../activities/adapters/secrets.ts';
import { createSockets } from '../activities/adapters/sockets.ts';
import { openStore } from '../activities/adapters/store.ts';
import { createUndoRecords } from '../activities/adapters/undo-records.ts';
import type { Ports } from '../activities/ports.ts';
import type { Settings } from './settings.ts';

/** The real world. `temporalAddress`: the server is never a target. */
export function createPorts(
  { storeDirectory, stateDirectory }: Pick<Settings, 'storeDirectory' | 'stateDirectory'>,
  temporalAddress?: string,
  notifications: NotificationSettings = {},
): Ports {
  return {
    clock: createClock(),
    http: createHttp(),
    sockets: createSockets(),
    commands: createCommands(),
    processes: createProcesses({ temporalAddress }),
    guards: createGuards({ directory: stateDirectory }),
    undoRecords: createUndoRecords(stateDirectory),
    directories: createDirectories(),
    store: openStore(storeDirectory),
    secrets: createSecrets(),
    notifications: createNotifications(notifications),
  };
}
