import type { Cluster } from '../../../activities/cluster.ts';
import type { FaultCall } from '../../../activities/faults/driver.ts';
import { litmusEngine } from '../../../activities/faults/litmus-engine.ts';
import { runsOf } from '../../../activities/faults/litmus-engine/runs.ts';
import { litmusEngine as schema } from '../../../experiments/definition/faults/litmus-engine.ts';
import { aClusterCall, prepared } from '../../support/cluster-call.ts';
import { aWorkload, made, type Workload } from '../../support/cluster-workload.ts';
import { eventually } from '../../support/eventually.ts';
import { LITMUS, startLitmusDouble } from '../../support/litmus-operator-double.ts';
import { aNamespace, liveCluster, onCluster } from '../../support/live-cluster.ts';

type Double = ReturnType<typeof startLitmusDouble>;

onCluster('litmus-engine on a real API server with the kinds of Litmus, and a double for its operator', () => {
  const cluster: Cluster = liveCluster();
  let place: Awaited<ReturnType<typeof aNamespace>>;
  let web: Workload;
  let operator: Double | undefined;
  let faults = 0;
  beforeEach(async () => {
    place = await aNamespace(cluster, 'litmus');
    web = await aWorkload(cluster, place.name, { replicas: 1 });
    const metadata = { namespace: place.name, name: 'pod-network-loss' };
    await made(cluster, { apiVersion: LITMUS, kind: 'ChaosExperiment', metadata });
  }, 120_000);
  afterEach(async () => {
    await operator?.stop();
    await place?.remove();
  }, 180_000);

  async function callOn(special: object = {}, seconds?: number): Promise<FaultCall<'litmus-engine'>> {
    const env = seconds === undefined ? [] : [{ name: 'TOTAL_CHAOS_DURATION', value: String(seconds) }];
    const spec = {
      chaosServiceAccount: 'litmus',
      experiments: [{ name: 'pod-network-loss', spec: { components: { env } } }],
    };
    const settings = schema.parse({ spec, effectWithin: '60s', ...special });
    const faultId = `${place.name}/${(faults += 1)}@kubernetes`;
    const call = aClusterCall<'litmus-engine'>(cluster, settings, (await web.read())!, { faultId });
    return await prepared(litmusEngine, { ...call, expiresAt: Date.now() + 120_000 });
  }

  it('runs an engine, sees what it injected, stops it, and leaves no job and no pod of it', async () => {
    operator = startLitmusDouble(cluster, place.name);
    const call = await callOn();
    await litmusEngine.inject(call);
    await litmusEngine.inject(call);
    const { observed, evidence } = await litmusEngine.observe(call);
    expect(observed).toBe(true);
    expect(evidence).toMatch(
      /"initialized".*verdict Awaited; deployment web injected; probes the service answers Awaited/,
    );
    expect((await litmusEngine.verifyUndone(call)).join()).toContain('-runner');
    await litmusEngine.undo(call);
    expect(await runsOf(call, undefined)).toEqual([]);
    expect(await litmusEngine.verifyUndone(call)).toEqual([]);
    await litmusEngine.undo(call);
  }, 180_000);

  it('reads the verdict and the probes of an engine that ends by itself', async () => {
    operator = startLitmusDouble(cluster, place.name, { verdict: 'Fail' });
    const call = await callOn({ awaitVerdict: true }, 3);
    await litmusEngine.inject(call);
    const { observed, evidence } = await litmusEngine.observe(call);
    console.log(evidence);
    expect({ observed, evidence }).toEqual({
      observed: true,
      evidence: expect.stringMatching(
        /Completed, verdict Fail; deployment web reverted; probes the service answers Failed, 0 % passed/,
      ),
    });
    await eventually(() => litmusEngine.hasExpired!(call), 30_000);
    await litmusEngine.undo(call);
    expect(await litmusEngine.verifyUndone(call)).toEqual([]);
  }, 180_000);

  it('does not take the word of the operator for it when pods stay', async () => {
    operator = startLitmusDouble(cluster, place.name, { hangs: true });
    const call = await callOn();
    await litmusEngine.inject(call);
    expect(await litmusEngine.observe(call)).toMatchObject({ observed: true });
    const undoing = litmusEngine.undo(call);
    const status = await eventually(async () => {
      const [engine] = await cluster.list({ apiVersion: LITMUS, kind: 'ChaosEngine', namespace: place.name });
      const { engineStatus } = (engine?.['status'] ?? {}) as { readonly engineStatus?: string };
      return engineStatus === 'stopped' && engineStatus;
    }, 60_000);
    expect(status).toBe('stopped');
    expect((await litmusEngine.verifyUndone(call)).join('; ')).toMatch(
      /\("stopped".*-runner.* of it are there. The way out: kubectl delete jobs,pods/,
    );
    // Their grace period is 20 s, which they use to the end.
    await undoing;
    expect(await runsOf(call, undefined)).toEqual([]);
    expect(await litmusEngine.verifyUndone(call)).toEqual([]);
  }, 180_000);

  it('undoes an engine that no operator has ever seen', async () => {
    operator = undefined;
    const call = await callOn({ effectWithin: '1s' });
    await expect(litmusEngine.inject(call)).rejects.toMatchObject({ type: 'EffectFailed' });
    await litmusEngine.undo(call);
    expect(await litmusEngine.verifyUndone(call)).toEqual([]);
  }, 120_000);
});
