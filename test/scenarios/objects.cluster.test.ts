import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from '@jest/globals';
import { drain } from '../../experiments/definition/faults/drain.ts';
import { networkPolicy } from '../../experiments/definition/faults/network-policy.ts';
import type { FaultOutcome, GameDayOutcome } from '../../experiments/definition/outcome.ts';
import type { PlannedFault } from '../../experiments/definition/plan.ts';
import { aPlan, anExperiment } from '../support/an-experiment.ts';
import { aWorkload, made, type Workload } from '../support/cluster-workload.ts';
import { eventually } from '../support/eventually.ts';
import { startGameDays, type GameDays } from '../support/game-days.ts';
import { lasting } from '../support/lasting.ts';
import { aNamespace, KUBECONFIG, liveCluster, onCluster } from '../support/live-cluster.ts';
import { startVictim, type Victim } from '../support/victim.ts';
import { startWorker, type WorkerChild } from '../support/worker-child.ts';

const onlyFault = ({ experiments }: GameDayOutcome): FaultOutcome => experiments[0]!.faults[0]!;

onCluster('a game day that changes objects of a real cluster', () => {
  const cluster = liveCluster();
  let days: GameDays;
  let place: Awaited<ReturnType<typeof aNamespace>>;
  let victim: Victim;
  let web: Workload;
  let worker: WorkerChild;

  const newWorker = () =>
    startWorker({
      address: days.temporal.address,
      store: days.store,
      state: days.state,
      special: { KUBECONFIG, GAMEDAY_KUBERNETES_NAMESPACE: `${place.name}-records` },
    });

  beforeAll(async () => {
    [days, place, victim] = await Promise.all([startGameDays(), aNamespace(cluster, 'objects'), startVictim()]);
    web = await aWorkload(cluster, place.name, { name: place.name, replicas: 2 });
  }, 600_000);
  afterAll(async () => {
    await cluster.delete({ apiVersion: 'v1', kind: 'Namespace', name: `${place.name}-records` });
    await Promise.all([victim.stop(), place.remove(), days.stop()]);
  }, 180_000);
  beforeEach(async () => {
    worker = await newWorker();
  }, 60_000);
  afterEach(() => worker.kill());

  /** Steady state and SLI are of a process beside it: this is about the objects. */
  const start = (kind: string, settings: object, hold: number, target: object = deployment()) => {
    const fault = {
      name: `try ${kind}`,
      kind,
      settings,
      target: { kind: 'kubernetes', settings: { optedIn: false, ifEmpty: 'fail', ...target }, mode: 'one' },
      hold,
    } as unknown as PlannedFault;
    const recovery = { within: 60_000, settle: 500 };
    return days.start(aPlan([anExperiment(victim.url, { faults: [fault], recovery })]));
  };
  const deployment = () => ({ namespace: place.name, kind: 'Deployment', name: place.name });
  const isOn = (handle: { readonly workflowId: string }) =>
    days.experiment(handle, 1, (status) => status.faults[0]?.state === 'on');

  it('does not know whether its hypothesis holds when nothing enforces the policy that it made', async () => {
    // The network plug-in of the cluster for tests (ptp) enforces no policies.
    const reach = ['sh', '-c', 'nc -w 2 $KUBERNETES_SERVICE_HOST 443 </dev/null'];
    const handle = await start('network-policy', networkPolicy.parse({ probe: { exec: reach } }), 6_000);
    const outcome = await handle.result();
    expect(outcome.verdict).toMatchObject({ hypothesis: 'unknown', ended: 'completed', restored: 'yes', residue: [] });
    expect(onlyFault(outcome).effect).toMatchObject({
      observed: 'no',
      evidence: expect.stringMatching(
        /^NetworkPolicy \S+\/gameday-try-network-policy-\w+ is there, but traffic gets through: .* the network plug-in of this cluster does not enforce policies/,
      ),
    });
    const query = { apiVersion: 'networking.k8s.io/v1', kind: 'NetworkPolicy', namespace: place.name };
    expect(await cluster.list(query)).toEqual([]);
  }, 180_000);

  it('scales it back although the worker was killed while the fault was on: values, owners and pods', async () => {
    const before = (await web.read())!;
    const handle = await start('scale', { replicas: 1 }, 8_000);
    await isOn(handle);
    await web.ready(1);
    await worker.kill();
    worker = await newWorker();
    const outcome = await handle.result();
    expect(outcome.verdict).toMatchObject({ hypothesis: 'held', ended: 'completed', restored: 'yes', residue: [] });
    expect(onlyFault(outcome)).toMatchObject({ recovery: 'undone', effect: { observed: 'yes' }, undoFailures: 0 });
    expect(lasting((await web.read())!)).toEqual(lasting(before));
    expect(await web.pods()).toHaveLength(2);
  }, 180_000);

  it('tells a person when an autoscaler fights, goes on trying, and is done when the person has put it right', async () => {
    const handle = await start('scale', { replicas: 0 }, 4_000);
    await isOn(handle);
    await cluster.patch(web.key, {
      type: 'merge',
      manager: 'hpa',
      subresource: 'scale',
      body: { spec: { replicas: 3 } },
    });
    const status = await days.experiment(handle, 1, ({ faults }) => faults[0]?.state === 'stuck');
    expect(status.faults[0]?.problem).toMatch(
      /spec\.replicas was 2, the fault makes it 0, and now it is 3, which belongs to hpa .*Put it right by hand.* then settle this fault/,
    );
    expect((await web.read())?.['spec']).toMatchObject({ replicas: 3 });
    await web.patch({ spec: { replicas: 2 } });
    const outcome = await handle.result();
    expect(outcome.verdict).toMatchObject({ restored: 'yes', residue: [] });
    expect((await web.read())?.metadata.labels).toEqual({ app: place.name });
  }, 180_000);

  it('fails a drain with the name of the budget that blocks it, and undoes everything', async () => {
    await web.ready(2);
    const budget = await made(cluster, {
      apiVersion: 'policy/v1',
      kind: 'PodDisruptionBudget',
      metadata: { namespace: place.name, name: 'web-budget' },
      spec: { minAvailable: 2, selector: { matchLabels: { app: place.name } } },
    });
    await eventually(async () => (await budget.read())?.['status'] !== undefined);
    const [pod] = await web.pods();
    const { nodeName: name } = pod!['spec'] as { nodeName: string };
    const settings = drain.parse({ pods: `app=${place.name}`, blockedFor: '1s' });
    const handle = await start('drain', settings, 5_000, { kind: 'Node', name });
    const outcome = await handle.result();
    expect(outcome.verdict).toMatchObject({ restored: 'yes', residue: [] });
    expect(outcome.verdict.hypothesis).not.toBe('held');
    expect(onlyFault(outcome)).toMatchObject({
      error: expect.stringContaining('disruption budget web-budget needs 2 healthy pods and has 2 currently'),
      restored: 'yes',
    });
    const node = (await cluster.get({ apiVersion: 'v1', kind: 'Node', name }))!;
    expect(node['spec']).not.toHaveProperty('unschedulable');
    expect((await web.pods()).map(({ metadata }) => metadata.uid)).toContain(pod!.metadata.uid);
  }, 180_000);
});
