import { hostname } from 'node:os';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from '@jest/globals';
import type { PlannedFault } from '../../experiments/definition/plan.ts';
import { sweeperScheduleId } from '../../workflows/messages.ts';
import { aPlan, anExperiment } from '../support/an-experiment.ts';
import { aWorkload, type Workload } from '../support/cluster-workload.ts';
import { eventually } from '../support/eventually.ts';
import { aWorld } from '../support/fault-world.ts';
import { startGameDays, type GameDays } from '../support/game-days.ts';
import { aNamespace, KUBECONFIG, liveCluster, onCluster } from '../support/live-cluster.ts';
import { sweepNow } from '../support/sweep-now.ts';
import { startVictim, type Victim } from '../support/victim.ts';
import { startWorker, type WorkerChild } from '../support/worker-child.ts';

onCluster('the sweeper of a cluster', () => {
  const cluster = liveCluster();
  const IN_CLUSTER = sweeperScheduleId('kubernetes');
  let days: GameDays;
  let place: Awaited<ReturnType<typeof aNamespace>>;
  let records: string;
  let victim: Victim;
  let web: Workload;
  let worker: WorkerChild;
  let workers = 0;

  /** With folders of its own, as on another machine. Its schedules are paused, so that they act only when the test says so. */
  async function newWorker(): Promise<WorkerChild> {
    const { store, state, temporal } = days;
    const child = await startWorker({
      address: temporal.address,
      store,
      state: `${state}-${(workers += 1)}`,
      sweeper: true,
      special: { KUBECONFIG, GAMEDAY_KUBERNETES_NAMESPACE: records },
    });
    await eventually(() => child.log.filter(({ event }) => event === 'sweeper scheduled').length === 2);
    for (const id of [IN_CLUSTER, sweeperScheduleId(hostname())]) await days.client.schedule.getHandle(id).pause();
    return child;
  }

  beforeAll(async () => {
    [days, place, victim] = await Promise.all([startGameDays(), aNamespace(cluster, 'sweeper'), startVictim()]);
    records = `${place.name}-records`;
    web = await aWorkload(cluster, place.name, { replicas: 2 });
  }, 600_000);
  afterAll(async () => {
    await cluster.delete({ apiVersion: 'v1', kind: 'Namespace', name: records });
    await Promise.all([place.remove(), days.stop(), victim.stop()]);
  }, 180_000);
  beforeEach(async () => void (worker = await newWorker()), 60_000);
  afterEach(async () => {
    await worker.kill();
    await web.ready(2);
  }, 60_000);

  const replicas = async () => ((await web.read())!['spec'] as { readonly replicas: number }).replicas;

  async function holding() {
    const fault = {
      name: 'scale the web down',
      kind: 'scale',
      settings: { replicas: 1 },
      target: {
        kind: 'kubernetes',
        settings: { namespace: place.name, kind: 'Deployment', name: 'web', optedIn: false, ifEmpty: 'fail' },
        mode: 'one',
      },
      hold: 180_000,
    } as const satisfies PlannedFault;
    const handle = await days.start(aPlan([anExperiment(victim.url, { slis: [], faults: [fault] })]));
    const status = await days.experiment(handle, 1, ({ phase }) => phase === 'holding');
    expect(await replicas()).toBe(1);
    return { handle, experimentId: status.id, faultId: status.faults[0]!.workflowId };
  }

  /** While no worker is there, so that no other layer can act. */
  async function terminateAll({ handle, experimentId, faultId }: Awaited<ReturnType<typeof holding>>): Promise<void> {
    await worker.kill();
    for (const id of [handle.workflowId, experimentId, faultId]) await days.client.workflow.getHandle(id).terminate();
    expect(await replicas()).toBe(1);
    worker = await newWorker();
  }

  it('undoes, in a worker of another machine, what was left when all workflows were terminated', async () => {
    await terminateAll(await holding());
    const { result: onMachine } = await sweepNow(days.client, sweeperScheduleId(hostname()));
    expect(onMachine).toMatchObject({ counts: { undone: 0, left: 0, owned: 0 } });
    expect(await replicas()).toBe(1);

    const { result } = await sweepNow(days.client, IN_CLUSTER);
    expect(result).toMatchObject({
      counts: { left: 0, owned: 0 },
      undone: [`scale the web down on deployment ${place.name}/web: undone and verified`],
    });
    expect(await replicas()).toBe(2);
    expect(await eventually(() => worker.log.find(({ event }) => event === 'orphan undone'))).toMatchObject({
      place: 'cluster',
    });
  }, 180_000);

  it('never touches a fault whose workflow runs', async () => {
    const { handle } = await holding();
    const { result } = await sweepNow(days.client, IN_CLUSTER);
    expect(result).toMatchObject({
      counts: { undone: 0, left: 0, owned: 1 },
      owned: [expect.stringMatching(/its workflow fault\/kubernetes\/.* is running$/)],
    });
    await handle.cancel();
    await eventually(async () => (await replicas()) === 2);
    await handle.result().catch(() => undefined);
  }, 180_000);

  it('is not needed when only the experiment was terminated: the game day confirms by the records in the cluster', async () => {
    const { handle, experimentId } = await holding();
    await days.client.workflow.getHandle(experimentId).terminate();
    const { experiments } = await handle.result();
    expect(experiments[0]!.verdict).toMatchObject({ ended: 'errored', restored: 'yes', residue: [] });
    expect(await replicas()).toBe(2);
    const left = await aWorld('/nowhere', { cluster }, records).undoRecords.at('cluster').list();
    expect(left.map(({ state }) => state)).toEqual(left.map(() => 'undone'));
  }, 180_000);
});
