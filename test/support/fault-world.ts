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
import { createClusterUndoRecords } from '../../activities/adapters/undo-records-cluster.ts';
import { createUndoRecordsEverywhere } from '../../activities/adapters/undo-records-everywhere.ts';
import { createUndoRecords } from '../../activities/adapters/undo-records.ts';
import type { Cluster } from '../../activities/cluster.ts';
import { failure, FailureType } from '../../activities/failures.ts';
import type { Ports } from '../../activities/ports.ts';

/**
 * The real world, with its records in a folder of the test, and those of faults in a cluster in a namespace of the test. Children
 * of the test may be targets: nothing is ours.
 */
export function aWorld(folder: string, special: Partial<Ports> = {}, namespace = 'gameday'): Ports {
  const directory = `${folder}/faults`;
  const cluster = special.cluster ?? NO_CLUSTER;
  const inCluster = createClusterUndoRecords(cluster, namespace, `test ${process.pid}`);
  return {
    clock: createClock(),
    http: createHttp(),
    sockets: createSockets(),
    commands: createCommands(),
    processes: { ...createProcesses(), ours: async () => new Map() },
    guards: createGuards({ directory }),
    undoRecords: createUndoRecordsEverywhere(createUndoRecords(directory), inCluster, cluster),
    cluster,
    directories: createDirectories(),
    store: openStore(`${folder}/store`),
    secrets: createSecrets(),
    notifications: createNotifications(),
    ...special,
  };
}

/** As a worker without settings for a cluster sees it. */
const NO_CLUSTER = new Proxy<Cluster>({} as Cluster, {
  get: (_, name) => {
    if (name === 'describe') return () => undefined;
    return async () => Promise.reject(failure(FailureType.unsupported, 'There is no cluster in this world.'));
  },
});

export class Crash extends Error {}

/** A worker that dies right before its `call`th use of the world: nothing that it still tries has an effect. */
export function crashingBefore(call: number, ports: Ports): { readonly ports: Ports; crashed(): boolean } {
  const { dying, crashed } = deathBefore(call);
  // Time passes also for the dead, and secrets are only in memory.
  const { clock, secrets, notifications, http, sockets, commands, processes, guards } = ports;
  return {
    ports: {
      clock,
      secrets,
      http: dying(http),
      sockets: dying(sockets),
      commands: dying(commands),
      processes: dying(processes),
      guards: dying(guards),
      undoRecords: dying(ports.undoRecords),
      cluster: dying(ports.cluster),
      directories: dying(ports.directories),
      store: dying(ports.store),
      notifications,
    },
    crashed,
  };
}

/** As `crashingBefore`, for whoever sees nothing of the world but a cluster. */
export function crashingCluster(call: number, cluster: Cluster): { readonly cluster: Cluster; crashed(): boolean } {
  const { dying, crashed } = deathBefore(call);
  return { cluster: dying(cluster), crashed };
}

function deathBefore(call: number) {
  let calls = 0;
  const dying = <T extends object>(port: T): T =>
    new Proxy(port, {
      get(target, name) {
        const value: unknown = Reflect.get(target, name);
        if (typeof value !== 'function' || name === 'describe') return value;
        // Neither this nor `describe` asks the world, but what comes of this does.
        if (name === 'at') return (place: unknown) => dying(Reflect.apply(value, target, [place]) as object);
        return (...args: unknown[]) => {
          if ((calls += 1) >= call) return died(`before call ${call}: ${String(name)}`, String(name));
          const result: unknown = Reflect.apply(value, target, args);
          return result;
        };
      },
    });
  return { dying, crashed: () => calls >= call };
}

/** Ports answer with promises, but for these: a throw instead would leave the promises of others beside it alone. */
const AT_ONCE = new Set(['absolute', 'journal']);

function died(text: string, name: string): Promise<never> {
  const crash = new Crash(text);
  if (AT_ONCE.has(name)) throw crash;
  return Promise.reject(crash);
}
