import { createClock } from '../../../activities/adapters/clock.ts';
import { createCommands } from '../../../activities/adapters/commands.ts';
import { createHttp } from '../../../activities/adapters/http.ts';
import { createSecrets } from '../../../activities/adapters/secrets.ts';
import { createSockets } from '../../../activities/adapters/sockets.ts';
import type { Ports } from '../../../activities/ports.ts';

export const SECRET = 'swordfish"4711';

/** The real adapters that probes use, and the ports given in their place. Every other port fails when it is touched. */
export function probePorts(given: Partial<Ports> = {}): Ports {
  return {
    clock: createClock(),
    http: createHttp(),
    sockets: createSockets(),
    commands: createCommands(),
    secrets: createSecrets({ GAMEDAY_SECRET_TOKEN: SECRET }),
    get processes() {
      return refuse('processes');
    },
    get guards() {
      return refuse('guards');
    },
    get undoRecords() {
      return refuse('undoRecords');
    },
    get directories() {
      return refuse('directories');
    },
    get store() {
      return refuse('store');
    },
    get notifications() {
      return refuse('notifications');
    },
    get cluster() {
      return refuse('cluster');
    },
    ...given,
  };
}

function refuse(name: string): never {
  throw new Error(`A probe must not use the port ${name}.`);
}
