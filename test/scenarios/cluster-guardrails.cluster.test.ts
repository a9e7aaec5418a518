import { afterAll, afterEach, beforeAll, expect, it } from '@jest/globals';
import type { Cluster } from '../../activities/cluster.ts';
import type { GuardrailSpec } from '../../experiments/definition/guardrails/index.ts';
import type { PlannedFault } from '../../experiments/definition/plan.ts';
import { aPlan, anExperiment } from '../support/an-experiment.ts';
import { aWorkload, type Workload } from '../support/cluster-workload.ts';
import type { GameDayHandle } from '../support/game-days.ts';
import { aNamespace, KUBECONFIG, liveCluster, onCluster } from '../support/live-cluster.ts';
import { replayAll } from '../support/replay-all.ts';
import { startRig, type Rig } from '../support/rig.ts';

const uids = async (workload: Workload) => (await workload.pods()).map(({ metadata }) => metadata.uid).toSorted();

onCluster('a game day that ends pods of a real cluster', () => {
  const cluster: Cluster = liveCluster();
  const started: GameDayHandle[] = [];
  let place: Awaited<ReturnType<typeof aNamespace>>;
  let records: Awaited<ReturnType<typeof aNamespace>>;
  let rig: Rig;
  let web: Workload;
  let alone: Workload;
  beforeAll(async () => {
    [place, records] = await Promise.all([aNamespace(cluster, 'guard'), aNamespace(cluster, 'guard-records')]);
    rig = await startRig({ cluster: { kubeconfig: KUBECONFIG!, namespace: records.name } });
    web = await aWorkload(cluster, place.name, { replicas: 3 });
    alone = await aWorkload(cluster, place.name, { name: 'alone', replicas: 1 });
  }, 600_000);
  afterEach(async () => {
    await Promise.all(started.map((handle) => handle.cancel().catch(() => undefined)));
    await Promise.all(started.splice(0).map((handle) => handle.result().catch(() => undefined)));
  }, 120_000);
  afterAll(async () => {
    await rig?.stop();
    await Promise.all([place?.remove(), records?.remove()]);
  }, 180_000);

  const kill = (owner: string, hold = 500): PlannedFault => ({
    name: `end a pod of ${owner}`,
    kind: 'pod-kill',
    settings: { gracePeriod: 0, minRunning: 1 },
    target: {
      kind: 'kubernetes',
      settings: { namespace: place.name, kind: 'Pod', owner: `deployment/${owner}`, optedIn: false, ifEmpty: 'fail' },
      mode: 'one',
    },
    hold,
  });
  const start = async (faults: readonly PlannedFault[], guardrails: readonly GuardrailSpec[] = []) => {
    const change = {
      faults,
      guardrails: [...guardrails],
      steadyState: [],
      slis: [],
      recovery: { within: 60_000, settle: 0 },
    };
    const handle = await rig.start(aPlan([anExperiment('http://127.0.0.1:1', change)]));
    started.push(handle);
    return handle;
  };

  it('skips the pod that is the only one, ends one of three, and says that the first proved nothing', async () => {
    const [only, before] = await Promise.all([uids(alone), uids(web)]);
    const handle = await start([kill('alone'), kill('web')]);
    const { verdict, experiments } = await handle.result();
    expect(verdict).toMatchObject({ hypothesis: 'unknown', ended: 'completed', restored: 'yes', residue: [] });
    expect(experiments[0]!.faults).toMatchObject([
      { target: { label: expect.stringContaining('/alone-') }, skipped: expect.any(String), restored: 'yes' },
      { target: { label: expect.stringContaining('/web-') }, effect: { observed: 'yes' }, restored: 'yes' },
    ]);
    expect(verdict.reasons[0]).toContain(experiments[0]!.faults[0]!.skipped!);
    expect(await uids(alone)).toEqual(only);
    const after = (await web.ready(3)).map(({ metadata }) => metadata.uid);
    expect(before.filter((uid) => !after.includes(uid))).toHaveLength(1);
    await replayAll(rig, handle.workflowId);
  }, 180_000);

  it('is refused where it must not touch anything, and has touched nothing', async () => {
    const before = await uids(web);
    const excluded: GuardrailSpec = { kind: 'excluded-namespaces', settings: { also: ['t-guard-*'] } };
    const { verdict } = await (await start([kill('web')], [excluded])).result();
    expect(verdict).toMatchObject({ ended: 'refused', restored: 'yes' });
    expect(verdict.endedBy).toMatch(/excluded-namespaces not met \(pod t-guard-\w+\/web-\S+ is in t-guard-/);
    expect(await uids(web)).toEqual(before);
  }, 120_000);

  it('waits for another one in its namespace, when it may not be the second', async () => {
    const first = await start([kill('web', 120_000)]);
    const { id } = await rig.experiment(first, 1, ({ phase }) => phase === 'holding');
    const before = await web.ready(3);
    const quota: GuardrailSpec = { kind: 'concurrency', settings: { perNamespace: 1 } };
    const { verdict } = await (await start([kill('web')], [quota])).result();
    expect(verdict).toMatchObject({ ended: 'refused' });
    expect(verdict.endedBy).toContain(`${id} already has faults in ${place.name}, and 1 at once are allowed`);
    expect(await uids(web)).toEqual(before.map(({ metadata }) => metadata.uid).toSorted());
    await first.cancel();
    await first.result().catch(() => undefined);
    const { verdict: now } = await (await start([kill('web')], [quota])).result();
    expect(now).toMatchObject({ hypothesis: 'unknown', ended: 'completed', restored: 'yes' });
  }, 240_000);
});
