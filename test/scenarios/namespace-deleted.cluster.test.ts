import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from '@jest/globals';
import type { GameDayOutcome } from '../../experiments/definition/outcome.ts';
import type { PlannedFault } from '../../experiments/definition/plan.ts';
import { aPlan, anExperiment } from '../support/an-experiment.ts';
import { aWorkload, made } from '../support/cluster-workload.ts';
import { eventually } from '../support/eventually.ts';
import { aWorld } from '../support/fault-world.ts';
import { startGameDays, type GameDays } from '../support/game-days.ts';
import { aNamespace, KUBECONFIG, liveCluster, onCluster } from '../support/live-cluster.ts';
import { startVictim, type Victim } from '../support/victim.ts';
import { startWorker, type WorkerChild } from '../support/worker-child.ts';

onCluster('a game day whose target namespace is deleted in the middle of a fault', () => {
  const cluster = liveCluster();
  let days: GameDays;
  let records: Awaited<ReturnType<typeof aNamespace>>;
  let place: Awaited<ReturnType<typeof aNamespace>>;
  let victim: Victim;
  let worker: WorkerChild;

  beforeAll(async () => {
    [days, records, victim] = await Promise.all([
      startGameDays(),
      aNamespace(cluster, 'nsgone-records'),
      startVictim(),
    ]);
    worker = await startWorker({
      address: days.temporal.address,
      store: days.store,
      state: days.state,
      special: { KUBECONFIG, GAMEDAY_KUBERNETES_NAMESPACE: records.name },
    });
  }, 600_000);
  afterAll(async () => {
    await worker?.kill();
    await Promise.all([victim.stop(), records.remove(), days.stop()]);
  }, 180_000);
  beforeEach(async () => void (place = await aNamespace(cluster, 'nsgone')), 60_000);
  afterEach(() => place.remove(), 120_000);

  /** Resolves when the fault is on. Steady state and SLI are of a process beside it: this is about the object. */
  async function on(kind: string, settings: object, target: object, hold: number) {
    const fault = {
      name: `try ${kind}`,
      kind,
      settings,
      target: {
        kind: 'kubernetes',
        settings: { namespace: place.name, optedIn: false, ifEmpty: 'fail', ...target },
        mode: 'one',
      },
      hold,
    } as unknown as PlannedFault;
    const recovery = { within: 60_000, settle: 500 };
    const handle = await days.start(aPlan([anExperiment(victim.url, { faults: [fault], recovery })]));
    const { faults } = await days.experiment(
      handle,
      1,
      ({ phase, faults: [one] }) => phase === 'holding' && one?.state === 'on',
    );
    return { handle, faultId: faults[0]!.faultId };
  }

  async function nothingIsLeft({ verdict, experiments }: GameDayOutcome, faultId: string): Promise<void> {
    expect(verdict).toMatchObject({ hypothesis: 'held', ended: 'completed', restored: 'yes', residue: [] });
    const [fault] = experiments[0]!.faults;
    expect(fault).toMatchObject({ faultId, recovery: 'undone', restored: 'yes', residue: [], targetGone: true });
    expect(fault).not.toHaveProperty('settled');
    const left = await aWorld('/nowhere', { cluster }, records.name).undoRecords.at('cluster').list();
    expect(left.filter((one) => one.faultId === faultId).map(({ state }) => state)).toEqual(['undone']);
  }

  it('ends by itself, restored, and says that nothing is left because the target is gone', async () => {
    const settings = await made(cluster, {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { namespace: place.name, name: 'settings' },
      data: { mode: 'fast' },
    });
    const target = { kind: 'ConfigMap', name: 'settings' };
    const { handle, faultId } = await on('config-change', { set: { mode: 'slow' }, remove: [] }, target, 15_000);
    expect((await settings.read())?.['data']).toEqual({ mode: 'slow' });
    await place.remove();
    const outcome = await handle.result();
    expect(outcome.experiments[0]!.faults[0]).toMatchObject({ undoFailures: 0, effect: { observed: 'yes' } });
    await nothingIsLeft(outcome, faultId);
  }, 180_000);

  it('waits for the end of a deployment that a finalizer keeps, because it may still come back to life', async () => {
    const web = await aWorkload(cluster, place.name, { replicas: 2 });
    const { handle, faultId } = await on('scale', { replicas: 0 }, { kind: 'Deployment', name: 'web' }, 4_000);
    await web.patch({ metadata: { finalizers: ['gameday.dev/a-test'] } });
    const removed = place.remove();
    await eventually(async () => (await web.read())?.metadata.deletionTimestamp !== undefined, 60_000);
    // Its replicas are as before, but a namespace that ends takes no new pods.
    await eventually(async () => ((await web.read())!['spec'] as { replicas: number }).replicas === 2, 60_000);
    expect((await handle.describe()).status.name).toBe('RUNNING');
    await web.patch({ metadata: { finalizers: [] } });
    await removed;
    await nothingIsLeft(await handle.result(), faultId);
  }, 180_000);
});
