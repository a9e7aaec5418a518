import type { NewObject } from '../../../activities/cluster.ts';
import { failure, FailureType } from '../../../activities/failures.ts';
import { measurePoint } from '../../../activities/probes/index.ts';
import { kubernetes as settingsOf } from '../../../experiments/definition/probes/kubernetes.ts';
import { type FakeCluster, fakeCluster } from '../../support/fake-cluster.ts';
import { probePorts } from './probe-ports.ts';

const SINCE = Date.UTC(2026, 10, 20, 12, 0, 0, 400);
const at = (seconds: number) => new Date(SINCE + seconds * 1000).toISOString().replace(/\.\d+Z$/, 'Z');

function measure(cluster: FakeCluster, settings: object) {
  const spec = { kind: 'kubernetes' as const, settings: settingsOf.parse({ namespace: 'shop', ...settings }) };
  const signal = new AbortController().signal;
  return measurePoint(spec, { since: SINCE, timeoutMs: 1_000, signal, ports: probePorts({ cluster }) });
}

const pod = (name: string, over: { status?: object; leaving?: true } = {}): NewObject => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: {
    namespace: 'shop',
    name,
    labels: { app: 'web' },
    ...(over.leaving ? { deletionTimestamp: at(0), finalizers: ['test/wait'] } : {}),
  },
  spec: { containers: [{ name: 'main' }] },
  status: { phase: 'Running', conditions: [{ type: 'Ready', status: 'True' }], ...over.status },
});
const notReady = { status: { conditions: [{ type: 'Ready', status: 'False' }], containerStatuses: [waiting()] } };
const workload = (kind: string, spec: object, status: object): NewObject => ({
  apiVersion: 'apps/v1',
  kind,
  metadata: { namespace: 'shop', name: 'web', generation: 2, labels: { app: 'web' } },
  spec,
  status: { observedGeneration: 2, ...status },
});

function waiting() {
  return { name: 'main', restartCount: 0, state: { waiting: { reason: 'CrashLoopBackOff' } } };
}

describe('the kubernetes probe: readiness', () => {
  const pods = { labels: { app: 'web' } };

  it.each<[string, NewObject[], object, object]>([
    ['all pods', [pod('a'), pod('b')], { ...pods, ready: 'all' }, { result: 'good', value: 2, detail: '2 of 2 ready' }],
    [
      'all but one',
      [pod('a'), pod('b', notReady)],
      { ...pods, ready: 'all' },
      {
        result: 'bad',
        value: 1,
        detail: '1 of 2 ready, expected all: b container main waits (CrashLoopBackOff)',
      },
    ],
    ['enough of them', [pod('a'), pod('b', notReady)], { ...pods, ready: '>= 1' }, { result: 'good', value: 1 }],
    [
      'pods that are about to go, or have ended, beside one that is ready',
      [pod('a'), pod('b', { leaving: true }), pod('c', { status: { phase: 'Succeeded' } })],
      { ...pods, ready: 'all' },
      { result: 'good', value: 1, detail: '1 of 1 ready' },
    ],
    [
      'only pods that are about to go',
      [pod('a', { leaving: true })],
      { ...pods, ready: 'all' },
      { result: 'bad', value: 0, detail: '0 of 0 ready, expected all' },
    ],
    [
      'no pod at all',
      [],
      { ...pods, ready: 'all' },
      { result: 'bad', value: 0, detail: 'there is no Pod with app=web in namespace shop' },
    ],
    [
      'a deployment',
      [workload('Deployment', { replicas: 3 }, { readyReplicas: 2 })],
      { kind: 'Deployment', name: 'web', ready: 'all' },
      { result: 'bad', value: 2, detail: '2 of 3 ready, expected all' },
    ],
    [
      'a deployment that says nothing of its replicas',
      [workload('Deployment', {}, { readyReplicas: 1 })],
      { kind: 'Deployment', name: 'web', ready: 'all' },
      { result: 'good', value: 1 },
    ],
    [
      'a deployment that was scaled to nothing',
      [workload('Deployment', { replicas: 0 }, {})],
      { kind: 'Deployment', name: 'web', ready: 'all' },
      { result: 'bad', value: 0 },
    ],
    [
      'a deployment that is not there',
      [],
      { kind: 'Deployment', name: 'web', ready: '>= 1' },
      { result: 'bad', value: 0, detail: 'there is no Deployment shop/web' },
    ],
    [
      'a deployment whose controller is behind: its status tells of the past',
      [workload('Deployment', { replicas: 3 }, { observedGeneration: 1, readyReplicas: 3 })],
      { kind: 'Deployment', name: 'web', ready: 'all' },
      {
        result: 'unknown',
        value: null,
        detail: 'the controller of Deployment web has not seen its last change yet',
      },
    ],
    [
      'a daemon set',
      [workload('DaemonSet', {}, { numberReady: 2, desiredNumberScheduled: 2 })],
      { kind: 'DaemonSet', name: 'web', ready: 'all' },
      { result: 'good', value: 2 },
    ],
    [
      'nodes',
      [
        { apiVersion: 'v1', kind: 'Node', metadata: { name: 'n1', labels: { role: 'worker' } } },
        {
          apiVersion: 'v1',
          kind: 'Node',
          metadata: { name: 'n2', labels: { role: 'worker' } },
          status: { conditions: [{ type: 'Ready', status: 'Unknown', message: 'Kubelet stopped posting.' }] },
        },
      ],
      { namespace: undefined, kind: 'Node', labels: 'role=worker', ready: 'all' },
      {
        result: 'bad',
        value: 0,
        detail: '0 of 2 ready, expected all: n1: says nothing of itself, n2: Kubelet stopped posting.',
      },
    ],
  ])('counts %s', async (_, objects, settings, sample) => {
    expect(await measure(fakeCluster({ objects }), settings)).toMatchObject(sample);
  });
});

const container = (name: string, restartCount: number, finishedAt?: string, terminated: object = {}) => ({
  name,
  restartCount,
  ...(finishedAt === undefined ? {} : { lastState: { terminated: { finishedAt, ...terminated } } }),
});

describe('the kubernetes probe: restarts', () => {
  const neighbours = { labels: 'app=web', restarts: 0 };
  const look = (statuses: object[], settings: object = neighbours) =>
    measure(
      fakeCluster({
        objects: [
          pod('a', { status: { containerStatuses: statuses } }),
          pod('b', { status: { containerStatuses: [container('main', 0)] } }),
        ],
      }),
      settings,
    );

  it('are none although there were some before the experiment', async () => {
    expect(await look([container('main', 7, at(-2))])).toMatchObject({
      result: 'good',
      value: 0,
      detail: '0 of 2 containers restarted',
    });
  });

  it.each([
    ['ended since, and why', at(5), { reason: 'OOMKilled', exitCode: 137 }, 'a/main (OOMKilled)'],
    [
      'ended in the very second in which the experiment began',
      at(-0.3),
      { reason: 'Error', exitCode: 1 },
      'a/main (exit code 1)',
    ],
    ['ended at a time that nobody tells', undefined, {}, 'a/main (no reason told)'],
  ])('count a container that %s', async (_, finishedAt, terminated, told) => {
    expect(await look([container('main', 1, finishedAt, terminated)])).toMatchObject({
      result: 'bad',
      value: 1,
      detail: `expected == 0; 1 of 2 containers restarted: ${told}`,
    });
  });

  it('count only the containers that are meant', async () => {
    const statuses = [container('main', 0), container('proxy', 3, at(1))];
    expect(await look(statuses, { ...neighbours, container: 'main' })).toMatchObject({ result: 'good', value: 0 });
    expect(await look(statuses, { ...neighbours, container: 'proxy' })).toMatchObject({ result: 'bad', value: 1 });
    expect(await look(statuses, { ...neighbours, container: 'prox' })).toMatchObject({
      result: 'unknown',
      detail: 'no pod has a container prox',
    });
  });

  it('are not known before a container has begun', async () => {
    expect(await measure(fakeCluster({ objects: [pod('a')] }), neighbours)).toMatchObject({ result: 'unknown' });
  });

  it('are bad, not none, when no pod matches: a misspelt label must not look like peace', async () => {
    expect(await measure(fakeCluster(), neighbours)).toMatchObject({ result: 'bad', value: null });
  });
});

describe('the kubernetes probe: fields and conditions', () => {
  const web = workload(
    'Deployment',
    { replicas: 3 },
    { conditions: [{ type: 'Available', status: 'False', reason: 'MinimumReplicasUnavailable', message: 'too few' }] },
  );
  const deployment = { kind: 'Deployment', name: 'web' };

  it.each<[object, object]>([
    [
      { path: '$.spec.replicas', is: 3 },
      { result: 'good', value: 3, detail: '$.spec.replicas is 3' },
    ],
    [
      { path: '$.spec.replicas', is: '> 2' },
      { result: 'good', value: 3 },
    ],
    [
      { path: '$.spec.replicas', is: '> 3' },
      { result: 'bad', value: 3, detail: '$.spec.replicas is not "> 3": web has 3' },
    ],
    [
      { path: '$.metadata.labels.app', is: 'web' },
      { result: 'good', value: null },
    ],
    [
      { path: '$.spec.paused', is: true },
      { result: 'bad', detail: '$.spec.paused is not true: web has nothing' },
    ],
    [{ path: '$.spec.replicas' }, { result: 'good', value: 3 }],
    [
      { path: '$.metadata.name' },
      {
        result: 'unknown',
        value: null,
        detail: 'no value: $.metadata.name must be one number of one object: web has "web"',
      },
    ],
    [{ path: '$.status.conditions[?(@.type)]' }, { result: 'unknown' }],
  ])('reads the field %j', async (field, sample) => {
    expect(await measure(fakeCluster({ objects: [web] }), { ...deployment, field })).toMatchObject(sample);
  });

  it('asks every object that matches for the field', async () => {
    const objects = [pod('a'), pod('b', { status: { phase: 'Pending' } })];
    const field = { path: '$.status.phase', is: 'Running' };
    expect(await measure(fakeCluster({ objects }), { labels: 'app=web', field })).toMatchObject({
      result: 'bad',
      detail: '$.status.phase is not "Running": b has "Pending"',
    });
  });

  it.each<[object, object]>([
    [
      { type: 'Available', status: 'False' },
      { result: 'good', detail: 'Available is False' },
    ],
    [
      { type: 'Available' },
      { result: 'bad', detail: 'Available is not True: web has False (MinimumReplicasUnavailable): too few' },
    ],
    [{ type: 'Progressing' }, { result: 'bad', detail: 'Progressing is not True: web has none' }],
  ])('reads the condition %j', async (condition, sample) => {
    const seen = await measure(fakeCluster({ objects: [web] }), { ...deployment, condition });
    expect(seen).toMatchObject({ value: null, ...sample });
  });
});

const event = (name: string, over: object): NewObject => ({
  apiVersion: 'v1',
  kind: 'Event',
  metadata: { namespace: 'shop', name, creationTimestamp: at(-60) },
  involvedObject: { kind: 'Pod', name: 'a' },
  type: 'Warning',
  reason: 'BackOff',
  message: 'restarting failed container',
  ...over,
});
const lookAtEvents = (events: NewObject[], wanted: object) =>
  measure(fakeCluster({ objects: [pod('a'), ...events] }), { labels: 'app=web', events: wanted });

describe('the kubernetes probe: events', () => {
  it('are counted since the experiment began, whichever time they tell', async () => {
    const events = [
      event('old', { lastTimestamp: at(-60) }),
      event('last', { lastTimestamp: at(1) }),
      event('series', { eventTime: at(-60), series: { lastObservedTime: at(2) } }),
      event('micro', { lastTimestamp: null, eventTime: at(3) }),
      event('other-pod', { involvedObject: { kind: 'Pod', name: 'z' }, lastTimestamp: at(1) }),
      event('other-kind', { involvedObject: { kind: 'Deployment', name: 'a' }, lastTimestamp: at(1) }),
    ];
    expect(await lookAtEvents(events, {})).toMatchObject({
      result: 'bad',
      value: 3,
      detail: expect.stringMatching(/^expected == 0; 3 events: a BackOff: restarting failed container, /),
    });
  });

  it('are chosen by reason and type, and their number may be any', async () => {
    const events = [
      event('a', { lastTimestamp: at(1) }),
      event('b', { type: 'Normal', reason: 'Killing', lastTimestamp: at(1) }),
    ];
    expect(await lookAtEvents(events, { reason: 'Unhealthy' })).toMatchObject({
      result: 'good',
      value: 0,
      detail: '0 Unhealthy events',
    });
    expect(await lookAtEvents(events, { type: 'Warning' })).toMatchObject({ result: 'bad', value: 1 });
    expect(await lookAtEvents(events, { reason: 'Killing', count: '> 0' })).toMatchObject({ result: 'good', value: 1 });
  });

  it('about a node are looked for where the server keeps them', async () => {
    const cluster = fakeCluster({ objects: [{ apiVersion: 'v1', kind: 'Node', metadata: { name: 'n1' } }] });
    cluster.put({
      ...event('n', { involvedObject: { kind: 'Node', name: 'n1' }, lastTimestamp: at(1) }),
      metadata: { namespace: 'default', name: 'n' },
    });
    const settings = { namespace: undefined, kind: 'Node', name: 'n1', events: {} };
    expect(await measure(cluster, settings)).toMatchObject({ result: 'bad', value: 1 });
  });
});

describe('the kubernetes probe and a server that cannot be asked', () => {
  it.each([
    [undefined, 'could not be measured: The API server of the fake cluster was not reached.'],
    [failure(FailureType.forbidden, 'pods is forbidden'), 'could not be measured: pods is forbidden'],
  ])('is unknown', async (error, detail) => {
    const cluster = fakeCluster();
    cluster.failAt(1, error);
    expect(await measure(cluster, { labels: 'app=web', ready: 'all' })).toMatchObject({
      result: 'unknown',
      value: null,
      detail,
    });
  });

  it('is unknown when the kind is not installed', async () => {
    const settings = {
      kind: 'PodChaos',
      apiVersion: 'chaos-mesh.org/v1alpha1',
      name: 'x',
      condition: { type: 'AllInjected' },
    };
    expect(await measure(fakeCluster(), settings)).toMatchObject({ result: 'unknown' });
  });
});
