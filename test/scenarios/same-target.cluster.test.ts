import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from '@jest/globals';
import type { ClusterObject } from '../../activities/cluster.ts';
import type { PlannedFault } from '../../experiments/definition/plan.ts';
import { aPlan, anExperiment } from '../support/an-experiment.ts';
import { aWorkload, type Workload } from '../support/cluster-workload.ts';
import { eventually } from '../support/eventually.ts';
import { aWorld } from '../support/fault-world.ts';
import { startGameDays, type GameDays } from '../support/game-days.ts';
import { aNamespace, KUBECONFIG, liveCluster, onCluster } from '../support/live-cluster.ts';
import { startVictim, type Victim } from '../support/victim.ts';
import { startWorker, type WorkerChild } from '../support/worker-child.ts';

onCluster('two game days on the same object of a real cluster', () => {
  const cluster = liveCluster();
  let days: GameDays;
  let place: Awaited<ReturnType<typeof aNamespace>>;
  let records: Awaited<ReturnType<typeof aNamespace>>;
  let victim: Victim;
  let web: Workload;
  let worker: WorkerChild;

  const newWorker = () =>
    startWorker({
      address: days.temporal.address,
      store: days.store,
      state: days.state,
      special: { KUBECONFIG, GAMEDAY_KUBERNETES_NAMESPACE: records.name },
    });

  beforeAll(async () => {
    [days, place, records, victim] = await Promise.all([
      startGameDays(),
      aNamespace(cluster, 'same'),
      aNamespace(cluster, 'same-records'),
      startVictim(),
    ]);
    web = await aWorkload(cluster, place.name, { replicas: 2 });
  }, 600_000);
  afterAll(() => Promise.all([place.remove(), records.remove(), victim.stop(), days.stop()]), 180_000);
  beforeEach(async () => void (worker = await newWorker()), 60_000);
  afterEach(() => worker.kill());

  const scale = (replicas: number, hold: number) => {
    const fault = {
      name: `scale to ${replicas}`,
      kind: 'scale',
      settings: { replicas },
      target: {
        kind: 'kubernetes',
        settings: { namespace: place.name, kind: 'Deployment', name: 'web', optedIn: false, ifEmpty: 'fail' },
        mode: 'one',
      },
      hold,
    } as const satisfies PlannedFault;
    const recovery = { within: 60_000, settle: 500 };
    return days.start(aPlan([anExperiment(victim.url, { slis: [], faults: [fault], recovery })]));
  };

  async function holding() {
    const handle = await scale(1, 300_000);
    const { id, faults } = await days.experiment(handle, 1, ({ phase }) => phase === 'holding');
    const seen = await settled(1);
    return { handle, experimentId: id, ...faults[0]!, seen };
  }

  /** When its controller has caught up: from then on nobody but a fault changes it. */
  const settled = (wanted: number): Promise<ClusterObject> =>
    eventually(async () => {
      await web.ready(wanted);
      const [seen, later] = [await web.read(), await web.read()];
      const { observedGeneration, updatedReplicas } = seen!['status'] as Record<string, number>;
      const isUpToDate = observedGeneration === seen!.metadata['generation'] && updatedReplicas === wanted;
      return isUpToDate && seen!.metadata.resourceVersion === later!.metadata.resourceVersion && seen;
    }, 60_000);

  it('refuses the second one by the name of the fault that is on it, and changes nothing', async () => {
    const first = await holding();
    const { verdict, experiments } = await (await scale(0, 1_000)).result();
    const label = `deployment ${place.name}/web`;
    expect(first.workflowId).toBe(`fault/kubernetes/${place.name}/deployment/web`);
    expect(verdict).toMatchObject({ hypothesis: 'unknown', ended: 'refused', restored: 'yes', residue: [] });
    expect(verdict.endedBy).toContain(`${label} already has a live fault: workflow ${first.workflowId}. Wait until`);
    expect(experiments[0]!.faults).toEqual([]);
    expect(await web.read()).toEqual(first.seen);

    await first.handle.cancel();
    await first.handle.result().catch(() => undefined);
    expect((await settled(2))['spec']).toMatchObject({ replicas: 2 });
  }, 180_000);

  it('refuses it by the record in the cluster, when nothing runs any more of the first one', async () => {
    const first = await holding();
    await worker.kill();
    for (const id of [first.handle.workflowId, first.experimentId, first.workflowId]) {
      await days.client.workflow.getHandle(id).terminate();
    }
    worker = await newWorker();
    const { verdict, experiments } = await (await scale(0, 1_000)).result();
    expect(verdict.hypothesis).toBe('unknown');
    expect(verdict).toMatchObject({ restored: 'yes', residue: [] });
    expect(experiments[0]!.faults).toMatchObject([
      {
        error: expect.stringContaining(
          `deployment ${place.name}/web was not touched: fault ${first.faultId} of game day ${first.handle.workflowId} is active on it. ` +
            'Abort that game day, or run: gameday sweep --kubernetes',
        ),
        restored: 'yes',
      },
    ]);
    expect(await web.read()).toEqual(first.seen);
    const live = await aWorld('/nowhere', { cluster }, records.name).undoRecords.at('cluster').list();
    expect(live.filter(({ state }) => state !== 'undone').map(({ faultId }) => faultId)).toEqual([first.faultId]);
  }, 180_000);
});
