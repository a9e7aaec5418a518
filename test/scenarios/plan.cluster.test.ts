import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { ClusterObject } from '../../activities/cluster.ts';
import { EXIT } from '../../experiments/definition/exit-code.ts';
import type { PlanPreview } from '../../workflows/questions.ts';
import { aWorkload, made, type Workload } from '../support/cluster-workload.ts';
import { eventually } from '../support/eventually.ts';
import { startGameDays, type GameDays } from '../support/game-days.ts';
import { lasting } from '../support/lasting.ts';
import { aNamespace, KUBECONFIG, liveCluster, onCluster } from '../support/live-cluster.ts';
import { startWorker, type WorkerChild } from '../support/worker-child.ts';

const gameday = fileURLToPath(new URL('../../dist/client/main.js', import.meta.url));

onCluster('gameday plan against a real cluster', () => {
  const cluster = liveCluster();
  let days: GameDays;
  let place: Awaited<ReturnType<typeof aNamespace>>;
  let records: Awaited<ReturnType<typeof aNamespace>>;
  let web: Workload;
  let pods: readonly ClusterObject[];
  let worker: WorkerChild;

  beforeAll(async () => {
    [days, place, records] = await Promise.all([
      startGameDays(),
      aNamespace(cluster, 'plan'),
      aNamespace(cluster, 'plan-records'),
    ]);
    const metadata = { namespace: place.name };
    await made(cluster, { apiVersion: 'v1', kind: 'ConfigMap', metadata: { ...metadata, name: 'settings' }, data: {} });
    web = await aWorkload(cluster, place.name, {
      name: place.name,
      replicas: 3,
      pod: { volumes: [{ name: 'settings', configMap: { name: 'settings' } }] },
    });
    await made(cluster, {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { ...metadata, name: 'web' },
      spec: { selector: { app: place.name }, ports: [{ port: 80 }] },
    });
    pods = await web.ready(3);
    const slices = { apiVersion: 'discovery.k8s.io/v1', kind: 'EndpointSlice', namespace: place.name };
    await eventually(async () => JSON.stringify(await cluster.list(slices)).includes('"ready":true'));
    worker = await startWorker({
      address: days.temporal.address,
      store: days.store,
      state: days.state,
      special: { KUBECONFIG, GAMEDAY_KUBERNETES_NAMESPACE: records.name },
    });
  }, 600_000);
  afterAll(async () => {
    await worker?.kill();
    await Promise.all([place.remove(), records.remove(), days.stop()]);
  }, 180_000);

  /** The built command line, in a process of its own, which needs no access to the cluster: the worker looks. */
  async function plan(faults: readonly object[], ...output: readonly string[]): Promise<string> {
    const file = join(days.directory, 'plan.yaml');
    const document = {
      apiVersion: 'gameday/v1',
      kind: 'Experiment',
      name: 'what-would-be-touched',
      hypothesis: 'Nothing is touched by a plan.',
      steadyState: [
        { name: 'up', kubernetes: { namespace: place.name, kind: 'Deployment', name: place.name, ready: 'all' } },
      ],
      faults,
      limits: { maxTargets: 10 },
    };
    await writeFile(file, JSON.stringify(document));
    const words = [gameday, 'plan', file, '--address', days.temporal.address, ...output];
    const env = { ...process.env, KUBECONFIG: '/dev/null' };
    const run = () =>
      promisify(execFile)(process.execPath, words, { env }).then(({ stdout }) => stdout, unlessUnreachable);
    return eventually(run, 90_000, 'the server answers');
  }

  const inPlace = (kind: string, name: string) => ({ kubernetes: { namespace: place.name, kind, name } });
  const labels = () => pods.map(({ metadata }) => `pod ${place.name}/${metadata.name}`).toSorted();
  const everything = async () => {
    const kinds = ['v1/ConfigMap', 'v1/Service', 'v1/Pod', 'apps/v1/Deployment', 'networking.k8s.io/v1/NetworkPolicy'];
    const lists = kinds.map((one) => {
      const [apiVersion, kind] = [one.slice(0, one.lastIndexOf('/')), one.slice(one.lastIndexOf('/') + 1)];
      return cluster.list({ apiVersion, kind, namespace: place.name });
    });
    return (await Promise.all(lists)).flat().map(lasting);
  };

  it('shows the targets by name and every object that would be touched, and changes nothing', async () => {
    const before = await everything();
    const deployment = inPlace('Deployment', place.name);
    const { nodeName: node } = pods[0]!['spec'] as { readonly nodeName: string };
    const faults = [
      {
        name: 'kill',
        'pod-kill': {},
        target: { kubernetes: { namespace: place.name, labels: { app: place.name } }, mode: 'all' },
      },
      { name: 'scale', scale: { replicas: 1 }, target: deployment },
      { name: 'restart', 'rollout-restart': {}, target: deployment },
      { name: 'isolate', 'network-policy': {}, target: deployment },
      { name: 'unplug', 'service-selector': {}, target: inPlace('Service', 'web') },
      { name: 'misconfigure', 'config-change': { set: { mode: 'slow' } }, target: inPlace('ConfigMap', 'settings') },
      { name: 'drain', drain: { pods: `app=${place.name}` }, target: { kubernetes: { kind: 'Node', name: node } } },
    ].map((fault) => ({ hold: '30s', ...fault }));
    const { preview } = JSON.parse(await plan(faults, '--output', 'json')) as { readonly preview: PlanPreview };
    const seen = Object.fromEntries(
      preview.experiments[0]!.groups.flatMap(({ faults: ofGroup }) =>
        ofGroup.map(({ name, targets, touches, problem, touchesProblem }) => [
          name,
          { targets: targets.toSorted(), touches: touches?.toSorted(), problem: problem ?? touchesProblem },
        ]),
      ),
    );
    const there = pods.filter(({ spec }) => (spec as { readonly nodeName: string }).nodeName === node);
    expect(seen).toEqual({
      kill: { targets: labels(), touches: [], problem: undefined },
      scale: on(`deployment ${place.name}/${place.name}`, labels()),
      restart: on(`deployment ${place.name}/${place.name}`, labels()),
      isolate: on(`deployment ${place.name}/${place.name}`, labels()),
      unplug: on(`service ${place.name}/web`, [expect.stringMatching(`^endpointslice ${place.name}/web-`)]),
      misconfigure: on(`configmap ${place.name}/settings`, labels()),
      drain: on(`node ${node}`, there.map(({ metadata }) => `pod ${place.name}/${metadata.name}`).toSorted()),
    });

    const text = await plan(faults);
    for (const label of [...labels(), `node ${node}`, `service ${place.name}/web`]) expect(text).toContain(label);
    expect(text).toMatch(/\nNothing was changed\.\n$/);
    expect(await everything()).toEqual(before);
    const leases = { apiVersion: 'coordination.k8s.io/v1', kind: 'Lease', namespace: records.name };
    expect(await cluster.list(leases)).toEqual([]);
  }, 180_000);
});

const on = (target: string, touches: unknown) => ({ targets: [target], touches, problem: undefined });

/** A busy server may not answer in time; that is asked again. */
function unlessUnreachable(error: { readonly code?: unknown }): undefined {
  if (error.code !== EXIT.unreachable) throw error;
}
