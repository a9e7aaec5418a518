import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { setTimeout as sleep } from 'node:timers/promises';
import type { ExperimentStatus } from '../../workflows/messages.ts';
import type { PlannedFault } from '../../experiments/definition/plan.ts';
import { aPlan, anExperiment } from '../support/an-experiment.ts';
import { type ApiOutage, freezeApiServer, killApiServer } from '../support/api-outage.ts';
import { aWorkload, type Workload } from '../support/cluster-workload.ts';
import { eventually } from '../support/eventually.ts';
import { startGameDays, type GameDays } from '../support/game-days.ts';
import { aNamespace } from '../support/live-cluster.ts';
import { type OwnCluster, useOwnCluster } from '../support/own-cluster.ts';
import { startVictim, type Victim } from '../support/victim.ts';
import { startWorker, type WorkerChild } from '../support/worker-child.ts';

/** Longer than it takes a busy machine to cut something off. */
const HOLD_MS = 20_000;
const OUTAGE_MS = 30_000;

describe('a game day in a cluster of the test alone, of which a part fails while its faults are on', () => {
  const own = useOwnCluster();
  let days: GameDays;
  let place: Awaited<ReturnType<typeof aNamespace>>;
  let victim: Victim;
  let web: Workload;
  let node: string;
  let worker: WorkerChild;
  let outage: ApiOutage | undefined;

  beforeAll(async () => {
    [days, place, victim] = await Promise.all([startGameDays(), aNamespace(own.cluster, 'outage'), startVictim()]);
    web = await aWorkload(own.cluster, place.name, { replicas: 2 });
    node = (await own.cluster.list({ apiVersion: 'v1', kind: 'Node' }))[0]!.metadata.name;
  }, 600_000);
  afterAll(() => Promise.all([victim.stop(), days.stop()]), 60_000);
  beforeEach(async () => {
    worker = await startWorker({
      address: days.temporal.address,
      store: days.store,
      state: days.state,
      special: { KUBECONFIG: own.kubeconfig, GAMEDAY_KUBERNETES_NAMESPACE: `${place.name}-records` },
    });
    await web.ready(2);
  }, 120_000);
  afterEach(async () => {
    await outage?.end();
    await worker.kill();
  }, 120_000);

  const scaled = () => fault('scale', { replicas: 1 }, { namespace: place.name, kind: 'Deployment', name: 'web' });
  const cordoned = () => fault('cordon', {}, { kind: 'Node', name: node });

  const untilOf = (handle: { readonly workflowId: string }, is: (status: ExperimentStatus) => boolean) =>
    eventually(() => days.experiment(handle, 1, is).catch(() => undefined), 120_000);

  /** Resolves when all faults are on, at the same time. Steady state and SLI are of a process beside the cluster. */
  async function on(...faults: readonly PlannedFault[]) {
    const groups = [{ name: 'all at once', holdMs: HOLD_MS, faults }];
    const recovery = { within: 20_000, settle: 500 };
    const handle = await days.start(aPlan([anExperiment(victim.url, { groups, recovery })]));
    await untilOf(handle, ({ phase, faults: all }) => phase === 'holding' && all.every(({ state }) => state === 'on'));
    return handle;
  }
  const replicas = async () => ((await web.read())!['spec'] as { readonly replicas: number }).replicas;
  const unschedulable = async () =>
    ((await own.cluster.get({ apiVersion: 'v1', kind: 'Node', name: node }))!['spec'] as Record<string, unknown>)[
      'unschedulable'
    ];

  it.each<[string, (own: OwnCluster) => Promise<ApiOutage>]>([
    ['is killed', killApiServer],
    ['hangs', freezeApiServer],
  ])(
    'waits while the API server %s for half a minute, calls nothing undone, and undoes then',
    async (_how, cut) => {
      const handle = await on(scaled());
      outage = await cut(own);
      const over = sleep(OUTAGE_MS);
      await untilOf(handle, ({ phase }) => phase === 'undoing');
      await over;
      const { faults } = await days.experiment(handle, 1, () => true);
      expect(['on', 'stuck']).toContain(faults[0]!.state);
      expect((await handle.describe()).status.name).toBe('RUNNING');
      const endedAt = Date.now();
      await outage.end();
      const { verdict, experiments } = await handle.result();
      expect(verdict).toMatchObject({ ended: 'completed', restored: 'yes', residue: [] });
      expect(experiments[0]!.faults[0]).toMatchObject({
        recovery: 'undone',
        restored: 'yes',
        verifiedAt: expect.anything(),
      });
      expect(experiments[0]!.faults[0]!.undoneAt).toBeGreaterThanOrEqual(endedAt);
      expect(await replicas()).toBe(2);
      expect(await web.pods()).toHaveLength(2);
    },
    300_000,
  );

  it('undoes at once what it can when the node is powered off, and calls it restored when the node is back', async () => {
    const handle = await on(scaled(), cordoned());
    await own.powerOff(1);
    await eventually(async () => (await unschedulable()) === undefined && (await replicas()) === 2, 60_000);
    const status = await untilOf(handle, isStuck);
    expect(status.faults.find(({ state }) => state === 'stuck')).toMatchObject({ name: 'scale' });
    expect((await handle.describe()).status.name).toBe('RUNNING');
    await own.powerOn();
    const { verdict, experiments } = await handle.result();
    expect(verdict).toMatchObject({ ended: 'completed', restored: 'yes', residue: [] });
    expect(experiments[0]!.faults).toMatchObject([
      { fault: 'scale', restored: 'yes', residue: [] },
      { fault: 'cordon', restored: 'yes', residue: [] },
    ]);
    expect(await web.pods()).toHaveLength(2);
  }, 300_000);
});

function fault(kind: string, settings: object, target: object): PlannedFault {
  return {
    name: kind,
    kind,
    settings,
    target: { kind: 'kubernetes', settings: { optedIn: false, ifEmpty: 'fail', ...target }, mode: 'one' },
    hold: HOLD_MS,
  } as unknown as PlannedFault;
}

const isStuck = ({ faults }: ExperimentStatus): boolean => faults.some(({ state }) => state === 'stuck');
