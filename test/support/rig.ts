import { Client } from '@temporalio/client';
import { NativeConnection, Runtime, DefaultLogger, type Worker } from '@temporalio/worker';
import { createActivities } from '../../activities/index.ts';
import type { Ports } from '../../activities/ports.ts';
import { Samplings } from '../../activities/watch/samplings.ts';
import { bundleWorkflows } from '../../worker/bundle.ts';
import { createPorts } from '../../worker/create-ports.ts';
import { createSafetySwitch } from '../../worker/safety-switch.ts';
import { createWorkers } from '../../worker/workers.ts';
import { startGameDays, type GameDays } from './game-days.ts';

/** A real server, and the real workers with the real activities in this process. */
export interface Rig extends GameDays {
  readonly ports: Ports;
}

interface RigOptions {
  readonly sweeper?: boolean;
  /** Other workflows than ours. */
  readonly bundle?: Awaited<ReturnType<typeof bundleWorkflows>>;
  /** Nobody's cluster when left out, also not that of whoever runs the tests. */
  readonly cluster?: { readonly kubeconfig: string; readonly namespace: string };
}

let bundled: ReturnType<typeof bundleWorkflows> | undefined;
export const bundleOnce = (): ReturnType<typeof bundleWorkflows> => (bundled ??= bundleWorkflows());

/** Without the sweeper unless a test is about it: it would undo behind the back of the others. */
export async function startRig({ sweeper = false, bundle, cluster }: RigOptions = {}): Promise<Rig> {
  installRuntime();
  const days = await startGameDays();
  const { address, namespace } = days.temporal;
  const connection = await NativeConnection.connect({ address });
  const ports = createPorts(
    {
      storeDirectory: days.store,
      stateDirectory: days.state,
      kubernetes: { namespace: cluster?.namespace ?? 'gameday' },
    },
    address,
    {},
    cluster === undefined ? {} : { KUBECONFIG: cluster.kubeconfig },
  );
  const samplings = new Samplings(ports);
  const safetySwitch = createSafetySwitch(new Client({ connection, namespace }));
  const activities = createActivities(ports, samplings, { name: 'gameday', version: 'test' }, { safetySwitch });
  const settings = { maxActivities: 50, maxUndos: 20, shutdownGraceMs: 200, sweeper };
  const workflowBundle = bundle ?? (await bundleOnce());
  const workers = await createWorkers({ connection, namespace, activities, bundle: workflowBundle, settings });
  const running = Promise.all(workers.map((worker: Worker) => worker.run()));
  running.catch(() => undefined);
  return {
    ...days,
    ports,
    async stop() {
      for (const worker of workers) worker.shutdown();
      await running;
      await samplings.endAll();
      await connection.close();
      await days.stop();
    },
  };
}

/** Once per process; quiet, because tests break things on purpose. */
export function installRuntime(): void {
  try {
    Runtime.install({
      logger: new DefaultLogger('ERROR', () => undefined),
      shutdownSignals: [],
      telemetryOptions: { logging: { filter: 'OFF', forward: {} } },
    });
  } catch {
    return;
  }
}
