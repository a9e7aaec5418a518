import type { ClusterObject, NewObject } from '../../../activities/cluster.ts';
import { litmusEngine } from '../../../activities/faults/litmus-engine.ts';
import type { FaultCall } from '../../../activities/faults/driver.ts';
import { type LitmusEngine, litmusEngine as schema } from '../../../experiments/definition/faults/litmus-engine.ts';
import { identityOf } from '../../support/cluster-workload.ts';
import { steppingClock } from '../../support/fake-chaos-mesh.ts';
import { customKind, fakeCluster, type FakeCluster } from '../../support/fake-cluster.ts';
import { aCall } from '../../support/fault-call.ts';
import { aWorld } from '../../support/fault-world.ts';

const NOW = Date.UTC(2026, 10, 20);
const API = 'litmuschaos.io/v1alpha1';
const NAME = 'gameday-252f10c83610ebca';
const KEY = { apiVersion: API, kind: 'ChaosEngine', namespace: 'shop', name: NAME };
const FINALIZERS = ['chaosengine.litmuschaos.io/finalizer'];
const LOSS: LitmusEngine = schema.parse({
  spec: {
    chaosServiceAccount: 'litmus',
    experiments: [
      { name: 'loss', spec: { components: { env: [{ name: 'NETWORK_PACKET_LOSS_PERCENTAGE', value: '100' }] } } },
    ],
  },
  effectWithin: '10s',
});

const deployment: NewObject = {
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { namespace: 'shop', name: 'web' },
  spec: { replicas: 1, selector: { matchLabels: { app: 'web', tier: 'front' } } },
};

/** Litmus does `step` whenever somebody waits. */
async function world(settings = LOSS, step: (cluster: FakeCluster) => void = () => {}) {
  const kinds = ['ChaosEngine', 'ChaosExperiment', 'ChaosResult'].map((kind) =>
    customKind(API, kind, { ownStatus: false }),
  );
  const cluster = fakeCluster({ kinds, now: () => NOW });
  cluster.put({ apiVersion: API, kind: 'ChaosExperiment', metadata: { namespace: 'shop', name: 'loss' } });
  const target = cluster.put(deployment);
  const clock = steppingClock(() => step(cluster), NOW);
  const call: FaultCall<'litmus-engine'> = {
    ...aCall<'litmus-engine'>(aWorld('/nowhere', { cluster, clock }), settings, identityOf(target)),
    expiresAt: NOW + 90_500,
  };
  return { cluster, target, call };
}

async function prepared(...given: Parameters<typeof world>) {
  const { call, ...others } = await world(...given);
  return { ...others, call: { ...call, baseline: await litmusEngine.prepareUndo(call) } };
}

const says =
  (status: object, finalizers = FINALIZERS) =>
  (cluster: FakeCluster) => {
    if (cluster.seen(KEY) === undefined) return;
    cluster.change(KEY, (engine) => ({ ...engine, metadata: { ...engine.metadata, finalizers }, status }), 'litmus');
  };
const engineNow = (cluster: FakeCluster) =>
  cluster.seen(KEY) as (ClusterObject & { readonly spec: object }) | undefined;

const aResult = (cluster: FakeCluster, status: object): NewObject => ({
  apiVersion: API,
  kind: 'ChaosResult',
  metadata: { namespace: 'shop', name: `${NAME}-loss`, labels: { chaosUID: engineNow(cluster)!.metadata.uid } },
  status,
});
const aPod = (name: string, labels: Readonly<Record<string, string>>, engine?: string): NewObject => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { namespace: 'shop', name, labels },
  spec: { containers: [{ name: 'a', ...(engine && { env: [{ name: 'CHAOSENGINE', value: engine }] }) }] },
});

describe('litmus-engine', () => {
  it('makes one engine for exactly this workload, for as long as the fault lasts', async () => {
    const { call, cluster } = await prepared(LOSS, says({ engineStatus: 'initialized' }));
    await litmusEngine.inject(call);
    await litmusEngine.inject(call);
    expect(engineNow(cluster)).toMatchObject({
      metadata: { labels: { 'gameday.dev/fault': '252f10c83610ebca' }, annotations: { 'gameday.dev/fault-id': 'f' } },
      spec: {
        engineState: 'active',
        chaosServiceAccount: 'litmus',
        appinfo: { appns: 'shop', appkind: 'deployment', applabel: 'app=web,tier=front' },
        experiments: [
          {
            name: 'loss',
            spec: {
              components: {
                env: [
                  { name: 'NETWORK_PACKET_LOSS_PERCENTAGE', value: '100' },
                  { name: 'TOTAL_CHAOS_DURATION', value: '90' },
                ],
              },
            },
          },
        ],
      },
    });
    expect(cluster.writes().filter((write) => write.startsWith('create'))).toHaveLength(2);
  });

  it.each([
    ['30', '30'],
    ['600', '90'],
  ])(
    'lets Litmus end by itself after the %s s that are written, at most after what is left',
    async (written, value) => {
      const env = [{ name: 'TOTAL_CHAOS_DURATION', value: written }];
      const settings = schema.parse({ spec: { experiments: [{ name: 'loss', spec: { components: { env } } }] } });
      const { call, cluster } = await prepared(settings, says({ engineStatus: 'initialized' }));
      await litmusEngine.inject(call);
      expect(JSON.stringify(engineNow(cluster)?.spec)).toContain(
        `"env":[{"name":"TOTAL_CHAOS_DURATION","value":"${value}"}]`,
      );
    },
  );

  it('names the experiments that there are when the one that is meant is not', async () => {
    const { call } = await world(schema.parse({ spec: { experiments: [{ name: 'los' }] } }));
    await expect(litmusEngine.prepareUndo(call)).rejects.toMatchObject({
      type: 'TargetMissing',
      message: expect.stringContaining('namespace shop has no ChaosExperiment los. It has loss.'),
    });
  });

  it('says so when no operator takes it up, and when Litmus does not accept it', async () => {
    const { call } = await prepared();
    await expect(litmusEngine.inject(call)).rejects.toMatchObject({
      type: 'EffectFailed',
      message: expect.stringContaining('no operator of Litmus has seen it'),
    });
    const experiments = [{ name: 'loss', status: 'ChaosExperiment Not Found' }];
    const { call: other } = await prepared(LOSS, says({ engineStatus: 'initialized', experiments }));
    await expect(litmusEngine.inject(other)).rejects.toMatchObject({
      type: 'Unsupported',
      message: expect.stringContaining('It says: loss: ChaosExperiment Not Found'),
    });
  });

  it('does nothing for a workload that is gone', async () => {
    const { call, cluster, target } = await prepared();
    cluster.vanish({ ...target, ...target.metadata });
    await litmusEngine.inject(call);
    expect(engineNow(cluster)).toBeUndefined();
  });
});

const result = (chaosStatus: string, verdict: string, probe: string) => ({
  experimentStatus: { phase: 'Running', verdict, probeSuccessPercentage: '50' },
  probeStatuses: [{ name: 'answers', status: { verdict: probe } }],
  history: { targets: [{ name: 'web', kind: 'deployment', chaosStatus }] },
});

describe('the effect of litmus-engine', () => {
  const running = {
    engineStatus: 'initialized',
    experiments: [{ name: 'loss', status: 'Running', verdict: 'Awaited' }],
  };
  async function lookWith(settings: LitmusEngine, ...results: readonly object[]) {
    const { call, cluster } = await prepared(settings, (world_) => {
      if (engineNow(world_)?.['status'] === undefined) says(running)(world_);
      const next = results[Math.min(looks, results.length - 1)];
      looks += 1;
      if (next) world_.put(aResult(world_, next));
    });
    let looks = 0;
    await litmusEngine.inject(call);
    expect(cluster.seen(KEY)).toBeDefined();
    return await litmusEngine.observe(call);
  }

  it('is there when Litmus has noted that it was injected, with what its probes say', async () => {
    const effect = await lookWith(
      LOSS,
      result('targeted', 'Awaited', 'Awaited'),
      result('injected', 'Awaited', 'Passed'),
    );
    expect(effect).toEqual({
      observed: true,
      evidence:
        `ChaosEngine shop/${NAME} is "initialized": loss Running (Awaited); ChaosResult ${NAME}-loss: Running, verdict Awaited; ` +
        'deployment web injected; probes answers Passed, 50 % passed',
    });
  });

  it('is not there while Litmus only runs', async () => {
    expect(await lookWith(LOSS, result('targeted', 'Awaited', 'Awaited'))).toMatchObject({ observed: false });
    expect(await lookWith(LOSS)).toMatchObject({ observed: false, evidence: expect.stringContaining('loss Running') });
  });

  it.each([
    ['Pass', true],
    ['Fail', true],
    ['Error', false],
  ])('with the verdict %s, when that is waited for, was seen: %s', async (verdict, observed) => {
    const settings = { ...LOSS, awaitVerdict: true };
    const effect = await lookWith(
      settings,
      result('injected', 'Awaited', 'Awaited'),
      result('reverted', verdict, 'Passed'),
    );
    expect(effect).toMatchObject({ observed, evidence: expect.stringContaining(`verdict ${verdict}`) });
  });
});

describe('the undo of litmus-engine', () => {
  it('stops the engine, waits for its pods, and deletes it only then', async () => {
    let looks = 0;
    const { call, cluster } = await prepared(LOSS, (world_) => {
      const engine = engineNow(world_);
      if (engine === undefined) return;
      if (engine['status'] === undefined) {
        says({ engineStatus: 'initialized' })(world_);
        world_.put(aPod('run', { chaosUID: engine.metadata.uid }));
        world_.put(aPod('helper', { chaosUID: 'of-a-helper' }, NAME));
        world_.put(aPod('of-somebody-else', { chaosUID: 'else' }, 'other'));
      } else if ((engine.spec as { engineState?: string }).engineState === 'stop') {
        looks += 1;
        says({ engineStatus: 'stopped' }, [])(world_);
        if (looks === 3) world_.vanish({ apiVersion: 'v1', kind: 'Pod', namespace: 'shop', name: 'run' });
        if (looks === 5) world_.vanish({ apiVersion: 'v1', kind: 'Pod', namespace: 'shop', name: 'helper' });
      }
    });
    await litmusEngine.inject(call);
    expect((await litmusEngine.verifyUndone(call)).join('; ')).toContain(
      'pod shop/helper, pod shop/run of it are there',
    );
    await litmusEngine.undo(call);
    expect(looks).toBeGreaterThanOrEqual(5);
    expect(engineNow(cluster)).toBeUndefined();
    expect(await litmusEngine.verifyUndone(call)).toEqual([]);
    await litmusEngine.undo(call);
    expect(cluster.seen({ apiVersion: 'v1', kind: 'Pod', namespace: 'shop', name: 'of-somebody-else' })).toBeDefined();
  });

  it('names what is left, and the way out, when it hangs', async () => {
    const { call, cluster } = await prepared(LOSS, (world_) => {
      if (engineNow(world_)?.['status'] !== undefined) return;
      says({ engineStatus: 'initialized' })(world_);
      world_.put(aPod('run', { chaosUID: engineNow(world_)!.metadata.uid }));
    });
    await litmusEngine.inject(call);
    const { uid } = engineNow(cluster)!.metadata;
    const text =
      `ChaosEngine shop/${NAME} is there ("initialized"); is the operator of Litmus running?; pod shop/run of it is there. ` +
      `The way out: kubectl delete jobs,pods -n shop -l chaosUID=${uid}`;
    await expect(litmusEngine.undo(call)).rejects.toMatchObject({
      type: 'NotUndone',
      message: expect.stringContaining(text),
    });
  });

  it('finds pods of an engine that somebody has deleted', async () => {
    const { call, cluster } = await prepared();
    cluster.put(aPod('left', { chaosUID: 'who-knows' }, NAME));
    expect(await litmusEngine.verifyUndone(call)).toEqual([expect.stringContaining('pod shop/left of it is there')]);
  });

  it('deletes an engine that no operator has seen only as it was seen', async () => {
    const { call, cluster } = await prepared();
    await expect(litmusEngine.inject(call)).rejects.toMatchObject({ type: 'EffectFailed' });
    cluster.before(
      ({ verb }) => verb === 'delete',
      () => says({ engineStatus: 'initialized' })(cluster),
    );
    const obeys = steppingClock(() => {
      const isTold = JSON.stringify(engineNow(cluster)?.spec ?? {}).includes('"engineState":"stop"');
      if (isTold) says({ engineStatus: 'stopped' }, [])(cluster);
    });
    const stopping = { ...call, ports: { ...call.ports, clock: obeys } };
    await litmusEngine.undo(stopping);
    expect(cluster.writes().filter((write) => write.startsWith('patch'))).toHaveLength(1);
    expect(engineNow(cluster)).toBeUndefined();
  });
});

describe('settings of litmus-engine', () => {
  it('are refused with a state, and with an application beside a workload', async () => {
    const wrong = schema.safeParse({ spec: { engineState: 'active', experiments: [{ name: 'loss' }] } });
    expect(JSON.stringify(wrong.error?.issues)).toContain('is set by us: active, and in the end stop; leave it out');
    const { call } = await world(schema.parse({ spec: { appinfo: {}, experiments: [{ name: 'loss' }] } }));
    await expect(litmusEngine.prepareUndo(call)).rejects.toMatchObject({
      message: expect.stringContaining('"appinfo" is written in the spec, and the target is a workload'),
    });
  });
});
