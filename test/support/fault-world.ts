import { createClock } from '../../activities/adapters/clock.ts';
import { createCommands } from '../../activities/adapters/commands.ts';
import { createDirectories } from '../../activities/adapters/directories.ts';
import { createGuards } from '../../activities/adapters/guards.ts';
import { createHttp } from '../../activities/adapters/http.ts';
import { createNotifications } from '../../activities/adapters/notifications.ts';
import { createProcesses } from '../../activities/adapters/processes.ts';
import { createSecrets } from '../../activities/adapters/secrets.ts';
import { createSockets } from '../../activities/adapters/sockets.ts';
import { openStore } from '../../activities/adapters/store.ts';
import { createUndoRecords } from '../../activities/adapters/undo-records.ts';
import type { Ports } from '../../activities/ports.ts';

/** The real world, with its records in a folder of the test. Children of the test may be targets: nothing is ours. */
export function aWorld(folder: string, special: Partial<Ports> = {}): Ports {
  const directory = `${folder}/faults`;
  return {
    clock: createClock(),
    http: createHttp(),
    sockets: createSockets(),
    commands: createCommands(),
    processes: { ...createProcesses(), ours: async () => new Map() },
    guards: createGuards({ directory }),
    undoRecords: createUndoRecords(directory),
    directories: createDirectories(),
    store: openStore(`${folder}/store`),
    secrets: createSecrets(),
    notifications: createNotifications(),
    ...special,
  };
}

export class Crash extends Error {}

/** A worker that dies right before its `call`th use of the world: nothing that it still tries has an effect. */
export function crashingBefore(call: number, ports: Ports): { readonly ports: Ports; crashed(): boolean } {
  let calls = 0;
  const dying = <T extends object>(port: T): T =>
    new Proxy(port, {
      get(target, name) {
        const value: unknown = Reflect.get(target, name);
        if (typeof value !== 'function') return value;
        return (...args: unknown[]) => {
          if ((calls += 1) >= call) throw new Crash(`before call ${call}: ${String(name)}`);
          const result: unknown = Reflect.apply(value, target, args);
          return result;
        };
      },
    });
  // Time passes also for the dead, and secrets are only in memory.
  const { clock, secrets, http, sockets, commands, processes, guards, undoRecords, directories, store, notifications } =
    ports;
  return {
    ports: {
      clock,
      secrets,
      http: dying(http),
      sockets: dying(sockets),
      commands: dying(commands),
      processes: dying(processes),
      guards: dying(guards),
      undoRecords: dying(undoRecords),
      directories: dying(directories),
      store: dying(store),
      notifications,
    },
    crashed: () => calls >= call,
  };
}
