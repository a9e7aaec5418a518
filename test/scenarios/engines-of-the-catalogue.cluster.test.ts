import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from '@jest/globals';
import { runCommandLine } from '../../client/run-command-line.ts';
import type { Cluster, NewObject } from '../../activities/cluster.ts';
import { exitCodeOf } from '../../experiments/definition/exit-code.ts';
import type { GameDayOutcome } from '../../experiments/definition/outcome.ts';
import { aTerminal } from '../client/a-terminal.ts';
import { type ClusterApp, startWeb } from '../support/cluster-apps.ts';
import { made } from '../support/cluster-workload.ts';
import { eventually } from '../support/eventually.ts';
import { startGameDays, type GameDays } from '../support/game-days.ts';
import { catalogued } from '../support/ledger.ts';
import { LITMUS, startLitmusDouble } from '../support/litmus-operator-double.ts';
import { aNamespace, KUBECONFIG, liveCluster, onCluster } from '../support/live-cluster.ts';
import { startMeshDouble } from '../support/mesh-double.ts';
import { startToxiproxy } from '../support/toxiproxy-server.ts';
import { startWorker, type WorkerChild } from '../support/worker-child.ts';

const CHAOS_MESH = 'chaos-mesh.org/v1alpha1';
const SHORT = '8s';

onCluster('the documents of the catalogue for other engines', () => {
  const cluster: Cluster = liveCluster();
  let days: GameDays;
  let records: string;
  let place: Awaited<ReturnType<typeof aNamespace>>;
  let web: ClusterApp;
  let worker: WorkerChild;

  beforeAll(async () => {
    days = await startGameDays();
    records = (await aNamespace(cluster, 'engine-records')).name;
    const special = { KUBECONFIG, GAMEDAY_KUBERNETES_NAMESPACE: records };
    worker = await startWorker({ address: days.temporal.address, store: days.store, state: days.state, special });
  }, 600_000);
  afterAll(async () => {
    await worker.stop();
    await cluster.delete({ apiVersion: 'v1', kind: 'Namespace', name: records });
    await days.stop();
  }, 180_000);
  beforeEach(async () => {
    place = await aNamespace(cluster, 'engines');
    web = await startWeb(cluster, place.name);
    await made(cluster, aClient(place.name));
  }, 240_000);
  afterEach(() => place.remove(), 180_000);

  const vars = (special: Record<string, string> = {}) => ({
    serviceUrl: `${web.url}/`,
    namespace: place.name,
    hold: SHORT,
    ...special,
  });
  const run = async (name: string, special?: Record<string, string>): Promise<GameDayOutcome> =>
    (await days.start(catalogued(name, vars(special)))).result();

  it.each([
    ['a-pod-that-is-cut-off-from-its-clients-is-not-missed', /PodNetworkChaos .* rules of it/, {}],
    ['web-stays-usable-when-one-pod-is-on-a-narrow-line', /PodNetworkChaos .* has 1 rules of it/, {}],
    ['a-busy-cpu-in-one-pod-slows-nobody-else', /stressors run in container web/, {}],
    ['a-memory-hog-is-contained-by-the-limit-of-its-container', /want of memory|OOMKilled/, { labels: 'app=hog' }],
    ['a-pod-that-fails-and-stays-there-is-not-missed', /is not Ready/, {}],
    ['a-schedule-of-chaos-mesh-kills-pod-after-pod', /has injected PodChaos/, {}],
    ['a-workflow-of-chaos-mesh-is-rehearsed-as-one-fault', /has injected NetworkChaos/, {}],
  ])(
    '%s',
    async (name, evidence, special) => {
      if ('labels' in special) await made(cluster, aHog(place.name)).then(() => untilHogRuns());
      const { verdict, experiments } = await run(name, special);
      const [fault] = experiments[0]!.faults;
      console.log(`${name}: ${JSON.stringify(verdict)}`);
      expect({ ...fault!.effect, error: fault!.error }).toMatchObject({
        observed: 'yes',
        evidence: expect.stringMatching(evidence),
      });
      expect(verdict).toMatchObject({ ended: 'completed', restored: 'yes', residue: [] });
      expect(await chaosLeft()).toEqual([]);
    },
    400_000,
  );

  // This kernel has no netem: Chaos Mesh can neither inject these nor let go of them.
  it.each(['web-stays-usable-when-the-network-of-one-pod-is-slow', 'web-stays-usable-when-one-pod-loses-packets'])(
    '%s: NOT RESTORED, with the object, the reason and the way out',
    async (name) => {
      const handle = await days.start(catalogued(name, vars()));
      // Four attempts come first, each of which waits for Chaos Mesh.
      const isStuck = () =>
        days.experiment(handle, 1, (status) => status.faults.some(({ state }) => state === 'stuck'));
      const { faults } = await eventually(() => isStuck().catch(() => undefined), 180_000);
      const { faultId, problem = '' } = faults[0]!;
      const [, pod] = /kubectl delete podnetworkchaos -n \S+ ([a-z0-9-]+)/.exec(problem)!;
      expect(problem).toContain(`unable to set tcs for pod ${pod}`);

      const terminal = aTerminal();
      const words = ['settle', handle.workflowId, '--fault', faultId, '--comment', 'not yet', '--as', 'ann'];
      expect(await runCommandLine([...words, '--address', days.temporal.address], terminal)).toBe(0);
      const { verdict } = await handle.result();
      console.log(verdict.residue.join('\n'));
      expect(verdict).toMatchObject({ ended: 'errored', restored: 'no' });
      expect(exitCodeOf(verdict)).toBe(5);
      for (const part of [
        'NetworkChaos',
        'finalizer chaos-mesh/records',
        'unable to set tcs',
        `podnetworkchaos -n ${place.name} ${pod}`,
      ])
        expect(verdict.residue.join('; ')).toContain(part);

      await cluster.delete({ apiVersion: CHAOS_MESH, kind: 'PodNetworkChaos', namespace: place.name, name: pod! });
      await eventually(async () => (await chaosLeft()).length === 0, 90_000, 'Chaos Mesh lets go');
    },
    400_000,
  );

  it('callers-cope-when-what-they-call-answers-late, by a real Toxiproxy', async () => {
    const toxiproxy = await startToxiproxy();
    try {
      const port = await toxiproxy.proxy('backend', `${new URL(web.url).hostname}:80`);
      const serviceUrl = `http://127.0.0.1:${port}/`;
      const special = { toxiproxyUrl: toxiproxy.url, proxy: 'backend', serviceUrl, hold: SHORT };
      const plan = catalogued('callers-cope-when-what-they-call-answers-late', special);
      const { verdict, experiments } = await (await days.start(plan)).result();
      const { phases } = experiments[0]!.slis[0]!;
      const p50 = [phases.baseline.p50, phases.fault.p50, phases.recovery.p50].map(Number);
      console.log(`p50 through Toxiproxy: ${p50.map((ms) => `${Math.round(ms)} ms`).join(' → ')}`);
      expect(p50[1]! - p50[0]!).toBeGreaterThan(200);
      expect(p50[2]!).toBeLessThan(p50[0]! + 150);
      expect(verdict).toMatchObject({ ended: 'completed', restored: 'yes', residue: [] });
    } finally {
      await toxiproxy.stop();
    }
  }, 300_000);

  it.each([
    ['a-page-comes-without-ratings-when-they-are-slow', /answered with status 200 after [2-9]\d{3} ms/],
    ['a-tenth-of-failing-calls-is-hidden-by-retries', /answered with status 503/],
  ])(
    '%s, with a double for the mesh',
    async (name, evidence) => {
      await made(cluster, aService(place.name));
      if (name.startsWith('a-page')) await made(cluster, aVirtualService(place.name));
      const mesh = await startMeshDouble(cluster, place.name);
      try {
        const { verdict, experiments } = await run(name, { probeUrl: mesh.url });
        expect(experiments[0]!.faults[0]!.effect).toMatchObject({
          observed: 'yes',
          evidence: expect.stringMatching(evidence),
        });
        expect(verdict).toMatchObject({ ended: 'completed', restored: 'yes', residue: [] });
      } finally {
        mesh.stop();
      }
    },
    300_000,
  );

  it('a-litmus-experiment-is-one-fault-of-ours, with a double for the operator', async () => {
    const metadata = { namespace: place.name, name: 'pod-network-loss' };
    await made(cluster, { apiVersion: LITMUS, kind: 'ChaosExperiment', metadata });
    const operator = startLitmusDouble(cluster, place.name);
    try {
      const { verdict, experiments } = await run('a-litmus-experiment-is-one-fault-of-ours');
      expect(experiments[0]!.faults[0]!.effect).toMatchObject({
        observed: 'yes',
        evidence: expect.stringContaining('injected'),
      });
      expect(verdict).toMatchObject({ ended: 'completed', restored: 'yes', residue: [] });
    } finally {
      await operator.stop();
    }
  }, 300_000);

  async function chaosLeft(): Promise<readonly string[]> {
    const kinds = ['NetworkChaos', 'StressChaos', 'PodChaos', 'Schedule', 'Workflow', 'WorkflowNode'];
    const lists = kinds.map((kind) => cluster.list({ apiVersion: CHAOS_MESH, kind, namespace: place.name }));
    return (await Promise.all(lists)).flat().map(({ kind, metadata }) => `${kind} ${metadata.name}`);
  }

  async function untilHogRuns(): Promise<void> {
    const query = {
      apiVersion: 'v1',
      kind: 'Pod',
      namespace: place.name,
      labels: 'app=hog',
      fields: 'status.phase=Running',
    };
    await eventually(async () => (await cluster.list(query)).length === 1, 60_000, 'the hog runs');
  }
});

const idle = (image: string, limits?: object): object => ({
  terminationGracePeriodSeconds: 0,
  containers: [{ name: 'main', image, imagePullPolicy: 'Never', command: ['sleep', '1000000'], resources: { limits } }],
});

const aClient = (namespace: string): NewObject => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { namespace, name: 'client', labels: { app: 'client' } },
  spec: idle('gameday/node:20'),
});

const aHog = (namespace: string): NewObject => ({
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { namespace, name: 'hog' },
  spec: {
    selector: { matchLabels: { app: 'hog' } },
    template: { metadata: { labels: { app: 'hog' } }, spec: idle('gameday/busybox:1', { memory: '128Mi' }) },
  },
});

const aService = (namespace: string): NewObject => ({
  apiVersion: 'v1',
  kind: 'Service',
  metadata: { namespace, name: 'ratings' },
  spec: { ports: [{ port: 80 }] },
});

const aVirtualService = (namespace: string): NewObject => ({
  apiVersion: 'networking.istio.io/v1',
  kind: 'VirtualService',
  metadata: { namespace, name: 'ratings' },
  spec: { hosts: ['ratings'], http: [{ route: [{ destination: { host: 'ratings' } }] }] },
});
