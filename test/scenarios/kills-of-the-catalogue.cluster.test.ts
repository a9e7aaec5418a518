import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from '@jest/globals';
import type { Cluster } from '../../activities/cluster.ts';
import type { GameDayOutcome } from '../../experiments/definition/outcome.ts';
import type { GameDayPlan } from '../../experiments/definition/plan.ts';
import { startLedgerApp, startWeb } from '../support/cluster-apps.ts';
import { startGameDays, type GameDays } from '../support/game-days.ts';
import { catalogued } from '../support/ledger.ts';
import { aNamespace, KUBECONFIG, liveCluster, onCluster } from '../support/live-cluster.ts';
import { startWorker, type WorkerChild } from '../support/worker-child.ts';

/** A shell that starts the service again whenever it ends. */
const SUPERVISED = ['sh', '-c', 'while :; do node /app/web.mjs & wait $!; done'];

onCluster('the documents of the catalogue that kill something on Kubernetes', () => {
  const cluster: Cluster = liveCluster();
  let days: GameDays;
  let records: string;
  let place: Awaited<ReturnType<typeof aNamespace>>;
  let worker: WorkerChild;

  beforeAll(async () => {
    days = await startGameDays();
    const made = await aNamespace(cluster, 'kill-records');
    records = made.name;
    const special = { KUBECONFIG, GAMEDAY_KUBERNETES_NAMESPACE: records };
    worker = await startWorker({ address: days.temporal.address, store: days.store, state: days.state, special });
  }, 600_000);
  afterAll(async () => {
    await worker.stop();
    await cluster.delete({ apiVersion: 'v1', kind: 'Namespace', name: records });
    await days.stop();
  }, 180_000);
  beforeEach(async () => void (place = await aNamespace(cluster, 'kill')));
  afterEach(() => place.remove(), 180_000);

  const run = async (plan: GameDayPlan): Promise<GameDayOutcome> => (await days.start(plan)).result();
  const restored = { ended: 'completed', restored: 'yes', residue: [] };

  it('one-container-is-killed', async () => {
    const web = await startWeb(cluster, place.name);
    const vars = {
      serviceUrl: `${web.url}/`,
      namespace: place.name,
      helperImage: 'gameday/busybox:1',
      helperNamespace: records,
    };
    const { verdict, experiments } = await run(catalogued('one-container-is-killed', vars));
    expect(verdict).toMatchObject(restored);
    expect(experiments[0]!.faults).toMatchObject([{ fault: 'container-kill', effect: { observed: 'yes' } }]);
  }, 300_000);

  it('a-process-in-a-container-is-killed', async () => {
    const web = await startWeb(cluster, place.name, { command: SUPERVISED });
    const vars = { serviceUrl: `${web.url}/`, namespace: place.name, process: '^node /app/web' };
    const { verdict, experiments } = await run(catalogued('a-process-in-a-container-is-killed', vars));
    expect(verdict).toMatchObject(restored);
    expect(experiments[0]!.faults).toMatchObject([{ fault: 'container-process-kill', effect: { observed: 'yes' } }]);
  }, 300_000);

  it('a-random-pod-dies-in-business-hours', async () => {
    const web = await startWeb(cluster, place.name);
    const vars = {
      serviceUrl: `${web.url}/`,
      namespace: place.name,
      labels: 'app=web',
      every: '5s',
      for: '10s',
      hours: '00:00-24:00',
    };
    const plan = anyDay(catalogued('a-random-pod-dies-in-business-hours', vars));
    const { verdict, experiments } = await run(plan);
    expect(verdict).toMatchObject(restored);
    const { faults, guardrails } = experiments[0]!;
    expect(faults.map(({ name }) => name)).toEqual(['kill a pod (1 of 2)', 'kill a pod (2 of 2)']);
    expect(guardrails).toContainEqual(expect.objectContaining({ name: 'time-window', result: 'met' }));
  }, 300_000);

  it('ledger-on-kubernetes-survives-losing-its-leader', async () => {
    const ledger = await startLedgerApp(cluster, place.name);
    const vars = { ledgerUrl: ledger.url, namespace: place.name };
    const { verdict, experiments } = await run(catalogued('ledger-on-kubernetes-survives-losing-its-leader', vars));
    expect(verdict).toMatchObject(restored);
    const { faults, slis } = experiments[0]!;
    expect(faults).toMatchObject([{ fault: 'pod-kill', effect: { observed: 'yes' } }]);
    expect(slis[0]!.writes).toMatchObject({
      lost: 0,
      unexpected: 0,
      duplicate: 0,
      finalRead: 'done',
      unknownBecause: null,
    });
  }, 400_000);
});

/** The test does not wait until Monday. */
function anyDay(plan: GameDayPlan): GameDayPlan {
  const days = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const;
  const steps = plan.steps.map((step) => {
    if (step.kind !== 'experiment') return step;
    const guardrails = step.experiment.guardrails.map((one) =>
      one.kind === 'time-window' ? { ...one, settings: { ...one.settings, days: [...days] } } : one,
    );
    return { ...step, experiment: { ...step.experiment, guardrails } };
  });
  return { ...plan, steps };
}
