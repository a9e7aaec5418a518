import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Client } from '@temporalio/client';
import { bundleWorkflowCode, NativeConnection, type WorkerOptions } from '@temporalio/worker';
import { createActivities } from '../../activities/index.ts';
import { createNotifications } from '../../activities/adapters/notifications.ts';
import { Samplings } from '../../activities/watch/samplings.ts';
import { runCommandLine } from '../../client/run-command-line.ts';
import { lookForStuck, type StuckLook } from '../../client/stuck/look-for-stuck.ts';
import { createPorts } from '../../worker/create-ports.ts';
import { oversee } from '../../worker/overseer.ts';
import { createSafetySwitch } from '../../worker/safety-switch.ts';
import { createWorkers } from '../../worker/workers.ts';
import { aTerminal } from '../client/a-terminal.ts';
import { aPlan, anExperiment, breakingFault } from '../support/an-experiment.ts';
import { eventually } from '../support/eventually.ts';
import { startGameDays, type GameDays } from '../support/game-days.ts';
import { startReceiver, type Receiver } from '../support/receiver.ts';
import { bundleOnce, installRuntime } from '../support/rig.ts';
import { startVictim, type Victim } from '../support/victim.ts';

let days: GameDays;
let victim: Victim;
let receiver: Receiver;
let connection: NativeConnection;
beforeAll(async () => {
  installRuntime();
  [days, victim, receiver] = await Promise.all([startGameDays(), startVictim(), startReceiver()]);
  connection = await NativeConnection.connect({ address: days.temporal.address });
}, 600_000);
afterAll(async () => {
  await connection.close();
  await Promise.all([days.stop(), victim.stop(), receiver.stop()]);
});

async function startWorkers(bundle: NonNullable<WorkerOptions['workflowBundle']>) {
  const { address, namespace } = days.temporal;
  const ports = createPorts(
    { storeDirectory: days.store, stateDirectory: days.state, kubernetes: { namespace: 'gameday' } },
    address,
    {},
    // Nobody's cluster, also not that of whoever runs the tests.
    {},
  );
  const samplings = new Samplings(ports);
  const safetySwitch = createSafetySwitch(new Client({ connection, namespace }));
  const activities = createActivities(ports, samplings, { name: 'gameday', version: 'test' }, { safetySwitch });
  const settings = { maxActivities: 50, maxUndos: 20, shutdownGraceMs: 200, sweeper: false };
  const workers = await createWorkers({ connection, namespace, activities, bundle, settings });
  const running = Promise.all(workers.map((worker) => worker.run()));
  return async () => {
    for (const worker of workers) worker.shutdown();
    await running;
    await samplings.endAll();
  };
}

const otherBundle = () =>
  bundleWorkflowCode({
    workflowsPath: fileURLToPath(new URL('../support/other-workflows.ts', import.meta.url)),
    logger: { log() {}, trace() {}, debug() {}, info() {}, warn() {}, error() {} },
  });

async function listStuck() {
  const terminal = aTerminal();
  const args = ['list', '--stuck', '--address', days.temporal.address, '--output', 'json'];
  const exitCode = await runCommandLine(args, terminal);
  return { exitCode, ...(JSON.parse(terminal.stdout()) as StuckLook) };
}

describe('a bad deploy while a fault is on', () => {
  it('is listed, logged and told, although no workflow code can run; and over with the right worker', async () => {
    const lines: { readonly level: string; readonly event: unknown }[] = [];
    const note = (level: string) => (line: object) => void lines.push({ level, event: Reflect.get(line, 'event') });
    const stop = new AbortController();
    const overseeing = oversee({
      look: () => lookForStuck(days.client, { ...days.temporal, uiUrl: 'http://ui', flags: '' }),
      notifications: createNotifications({ url: receiver.url }),
      everyMs: 1_000,
      log: { info: note('info'), warn: note('warn'), error: note('error') },
      signal: stop.signal,
    });
    const stopRight = await startWorkers(await bundleOnce());
    const handle = await days.start(
      aPlan([anExperiment(victim.url, { faults: [breakingFault(victim.url, { hold: 120_000 })] })]),
    );
    await eventually(() => victim.isBroken());
    const { faults } = await days.experiment(handle, 1, ({ phase }) => phase === 'holding');
    await stopRight();
    const stopWrong = await startWorkers(await otherBundle());
    await days.client.workflow.getHandle(faults[0]!.workflowId).cancel();

    const seen = await eventually(async () => {
      const look = await listStuck();
      const finding = look.stuck.find(({ because }) => because === 'task fails');
      return finding && { ...look, finding };
    }, 120_000);
    expect(seen).toMatchObject({
      exitCode: 3,
      finding: { type: 'fault', gameDay: handle.workflowId, lastFailure: expect.stringMatching(/nondeterminism/i) },
    });
    const { notice } = await eventually(
      () => receiver.received.find((one) => one.notice.id === seen.finding.id),
      60_000,
    );
    expect(notice).toMatchObject({ severity: 'page', text: expect.stringMatching(/nondeterminism.*Start a worker/i) });
    expect(lines).toContainEqual({ level: 'error', event: 'stuck' });

    await stopWrong();
    const stopRightAgain = await startWorkers(await bundleOnce());
    await handle.cancel();
    await expect(handle.result()).rejects.toThrow('cancelled');
    expect(await victim.isBroken()).toBe(false);
    await eventually(() => receiver.received.find(({ notice: { severity } }) => severity === 'info'), 60_000);
    expect(lines).toContainEqual({ level: 'info', event: 'no longer stuck' });
    expect(receiver.received.filter((one) => one.notice.id === seen.finding.id)).toHaveLength(2);
    stop.abort();
    await overseeing;
    await stopRightAgain();
  }, 300_000);
});
