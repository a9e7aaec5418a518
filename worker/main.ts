import { Client } from '@temporalio/client';
import { loadClientConnectConfig } from '@temporalio/envconfig';
import { Runtime, makeTelemetryFilterString } from '@temporalio/worker';
import { createActivities } from '../activities/index.ts';
import { byLease, firstToKnow } from '../activities/sweep/owners.ts';
import { Samplings } from '../activities/watch/samplings.ts';
import { workflowUrl } from '../client/session/session.ts';
import { connectionSettings } from '../client/session/settings.ts';
import { lookForStuck } from '../client/stuck/look-for-stuck.ts';
import { createRoutes } from './api/routes.ts';
import { startApi } from './api/start-api.ts';
import type { LiveWorker } from './api/tell-health.ts';
import { prebuiltBundle } from './bundle.ts';
import { scheduleClusterSweeper } from './cluster-sweeper.ts';
import { connectWhenThere } from './connect.ts';
import { controlPathOf } from './control-path.ts';
import { createPorts } from './create-ports.ts';
import { createLog, temporalLogger } from './log.ts';
import { LOOKED_WITHIN_MS, oversee } from './overseer.ts';
import { byTemporal } from './owners-by-temporal.ts';
import { registerSearchAttributes } from './search-attributes.ts';
import { createSafetySwitch } from './safety-switch.ts';
import { readSettings } from './settings.ts';
import { stopSignal } from './stop-signal.ts';
import { scheduleSweeper } from './sweeper-schedule.ts';
import { toolVersion } from './version.ts';
import { createWorkers } from './workers.ts';

const read = readSettings(process.env);
if ('problems' in read) {
  process.stderr.write(
    `The worker was not started. Settings with problems:\n${read.problems.map((line) => `  ${line}\n`).join('')}`,
  );
  process.exit(2);
}
const { settings } = read;
const log = createLog(settings.logLevel);
Runtime.install({
  logger: temporalLogger(log),
  shutdownSignals: [],
  telemetryOptions: { logging: { filter: makeTelemetryFilterString({ core: 'WARN', other: 'ERROR' }), forward: {} } },
});

const stop = stopSignal(settings.exitWithParent);
try {
  await run(stop);
  log.info({ event: 'worker stopped' }, 'worker stopped');
  process.exit(0);
} catch (error) {
  if (stop.aborted) process.exit(0);
  log.fatal({ event: 'worker failed', error: error instanceof Error ? error.message : String(error) }, 'worker failed');
  process.exit(1);
}

/** Until it is told to stop; then the activities under way get the grace time, and the next worker takes over. Nothing is undone for that. */
async function run(signal: AbortSignal): Promise<void> {
  const { connectionOptions, namespace = 'default' } = loadClientConnectConfig();
  const address = connectionOptions.address ?? '127.0.0.1:7233';
  const place = { ...connectionSettings({}, process.env), address, namespace };
  const linkTo = (workflowId: string) => workflowUrl(place, workflowId);
  const ports = createPorts(settings, address, { ...settings.notify, linkTo });
  const tool = { name: 'gameday', version: toolVersion() };
  const { host } = ports.processes;
  const live: LiveWorker = { host, version: tool.version, since: Date.now(), address, workers: [], stop: signal };
  // Before the server is there: what is on here can be asked without it.
  const routes = createRoutes(live, ports);
  const api =
    settings.api && (await startApi({ settings: settings.api, stateDirectory: settings.stateDirectory, routes, log }));
  const connection = await connectWhenThere({ ...connectionOptions, address }, log, signal);
  if (settings.registerSearchAttributes) {
    const added = await registerSearchAttributes(connection, namespace);
    if (added.length > 0) log.info({ event: 'search attributes registered', added }, 'search attributes registered');
  }
  const samplings = new Samplings(ports);
  const client = new Client({ connection, namespace });
  live.client = client;
  const owners = firstToKnow(byTemporal(client), byLease(ports.clock));
  const safetySwitch = createSafetySwitch(client);
  const controlPath = controlPathOf({ env: process.env, temporalAddress: address });
  const activities = createActivities(ports, samplings, tool, { safetySwitch, owners, controlPath });
  const hasCluster = ports.cluster.describe() !== undefined;
  const bundle = prebuiltBundle();
  const workers = await createWorkers({ connection, namespace, activities, bundle, settings, hasCluster });
  live.workers = workers;
  signal.addEventListener('abort', () => {
    for (const worker of workers) if (worker.getState() === 'RUNNING') worker.shutdown();
    void samplings.endAll();
  });
  const running = Promise.all(workers.map((worker) => worker.run()));
  log.info(
    {
      event: 'worker ready',
      pid: process.pid,
      address,
      namespace,
      store: settings.storeDirectory,
      state: settings.stateDirectory,
      kubernetes: ports.cluster.describe() ?? 'none',
    },
    'worker ready',
  );
  void oversee({
    look: () => connection.withDeadline(Date.now() + LOOKED_WITHIN_MS, () => lookForStuck(client, place)),
    notifications: ports.notifications,
    everyMs: settings.lookForStuckMs,
    log,
    signal,
  });
  const sweepers = settings.sweeper
    ? [scheduleSweeper(client, host, log), scheduleClusterSweeper({ client, ports, log, signal })]
    : [];
  await Promise.all([running, ...sweepers]);
  await api?.close();
  await connection.close();
}
