import type { Cluster, NewObject } from '../../../activities/cluster.ts';
import type { DoctorCall } from '../../../activities/doctor/cluster-check.ts';
import { examineCluster } from '../../../activities/doctor/examine-cluster.ts';
import { failure, FailureType } from '../../../activities/failures.ts';
import type { HttpAnswer } from '../../../activities/ports.ts';
import { customKind, type FakeCluster, fakeCluster, type FakeClusterOptions } from '../../support/fake-cluster.ts';
import { answered, fakeHttp, refused } from '../../support/fake-http.ts';

const NOW = Date.UTC(2026, 10, 20, 12);

interface Special {
  readonly cluster?: FakeClusterOptions;
  readonly user?: object;
  /** `verb resource in namespace`; everything else is allowed. */
  readonly forbidden?: readonly string[];
  readonly order?: Partial<DoctorCall>;
  readonly prometheus?: HttpAnswer;
  readonly at?: number;
  /** Filled with every right that was asked for. */
  readonly asked?: string[];
}

function examine(special: Special = {}, prepare: (cluster: FakeCluster) => void = () => undefined) {
  const { cluster: options, forbidden = [], user = { username: 'system:serviceaccount:gameday:worker' } } = special;
  const objects = [namespace('gameday'), ...(options?.objects ?? [])];
  const fake = fakeCluster({ now: () => NOW, ...options, objects, kinds: [...REVIEWS, ...(options?.kinds ?? [])] });
  prepare(fake);
  const cluster: Cluster = {
    ...fake,
    async create(object, how) {
      const written = await fake.create({ ...object, metadata: { name: 'review' } }, { ...how, dryRun: true });
      return written.outcome === 'written'
        ? { ...written, object: { ...written.object, status: reviewed(object) } }
        : written;
    },
  };
  const reviewed = ({ kind, spec }: NewObject) => {
    if (kind === 'SelfSubjectReview') return { userInfo: user };
    const { verb, resource, subresource, namespace: where } = (spec as Review).resourceAttributes;
    const text = `${verb} ${resource}${subresource ? `/${subresource}` : ''}${where ? ` in ${where}` : ''}`;
    special.asked?.push(text);
    return { allowed: !forbidden.includes(text) };
  };
  return examineCluster({
    faults: [],
    others: [],
    namespaces: [],
    records: 'gameday',
    ports: {
      cluster,
      http: fakeHttp(() => special.prometheus ?? refused),
      clock: { now: () => special.at ?? NOW, monotonic: () => 0, sleep: async () => undefined },
    },
    signal: new AbortController().signal,
    ...special.order,
  });
}

interface Review {
  readonly resourceAttributes: {
    readonly verb: string;
    readonly resource: string;
    readonly subresource?: string;
    readonly namespace?: string;
  };
}

const REVIEWS = [
  customKind('authentication.k8s.io/v1', 'SelfSubjectReview', { namespaced: false }),
  customKind('authorization.k8s.io/v1', 'SelfSubjectAccessReview', { namespaced: false }),
];
const CHAOS_MESH = customKind('chaos-mesh.org/v1alpha1', 'PodChaos');
const namespace = (name: string): NewObject => ({ apiVersion: 'v1', kind: 'Namespace', metadata: { name } });
const manager = (readyReplicas: number): NewObject => ({
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: {
    namespace: 'chaos',
    name: 'chaos-controller-manager',
    labels: { 'app.kubernetes.io/component': 'controller-manager' },
  },
  spec: { template: { spec: { containers: [{ name: 'manager', image: 'chaos-mesh:v2.8.0' }] } } },
  status: { readyReplicas },
});
const nodeLease = (name: string, secondsAhead: number): NewObject => ({
  apiVersion: 'coordination.k8s.io/v1',
  kind: 'Lease',
  metadata: { namespace: 'kube-node-lease', name },
  spec: { renewTime: new Date(NOW + secondsAhead * 1000).toISOString() },
});

describe('the doctor and a cluster', () => {
  it('finds nothing wrong where all is well', async () => {
    const findings = await examine({ order: { namespaces: ['shop'], faults: ['pod-kill', 'scale'] } });
    expect(findings.filter(({ state }) => state !== 'ok')).toEqual([]);
    expect(findings.map(({ check, seen }) => `${check}: ${seen}`)).toEqual([
      'connection to the cluster: Kubernetes v1.36.0-fake at https://fake.invalid (context fake)',
      'who we are in the cluster: system:serviceaccount:gameday:worker',
      'rights for pod-kill: all of them in shop',
      'rights for scale: all of them in shop',
      'namespace of the undo records: gameday, with 0 records',
      'Chaos Mesh: not installed; chaos-mesh cannot be used',
      'Litmus: not installed; litmus-engine cannot be used',
      'Istio: not installed; istio-http-fault cannot be used',
      'volume snapshots: not installed; csi-volume-snapshot cannot be used',
      'clock of the API server: less than 1 s ahead of ours',
      'clocks of the nodes: 0 agree with the API server',
    ]);
  });

  it('names every right that is missing, and how to get it', async () => {
    const findings = await examine({
      forbidden: ['delete pods in shop', 'create pods/exec in shop', 'patch leases in gameday', 'list nodes'],
      order: { namespaces: ['shop', 'db'], faults: ['pod-kill', 'container-process-kill', 'cordon'] },
    });
    expect(findings.filter(({ state }) => state === 'problem')).toEqual([
      {
        check: 'rights for pod-kill',
        state: 'problem',
        seen: 'we may not delete pods in shop, patch leases.coordination.k8s.io in gameday',
        fix: 'kubectl apply what this prints: gameday rbac --for pod-kill --in shop --in db --service-account gameday/worker',
      },
      expect.objectContaining({
        check: 'rights for container-process-kill',
        seen: 'we may not create pods/exec in shop, patch leases.coordination.k8s.io in gameday',
      }),
      expect.objectContaining({
        check: 'rights for cordon',
        seen: 'we may not patch leases.coordination.k8s.io in gameday, list nodes',
      }),
    ]);
  });

  it('asks for each right once, whoever needs it', async () => {
    const asked: string[] = [];
    const order = { namespaces: ['shop'], faults: ['pod-kill', 'scale'] as const };
    await examine({ order, asked });
    expect(new Set(asked).size).toBe(asked.length);
  });

  it('does not look for rights nowhere', async () => {
    expect(await examine({ order: { faults: ['pod-kill'] } })).toContainEqual(
      expect.objectContaining({
        check: 'rights',
        state: 'warning',
        fix: 'Name the namespaces with targets: --in shop',
      }),
    );
  });

  it('warns of one who may do everything', async () => {
    const user = { username: 'admin', groups: ['system:masters'] };
    expect(await examine({ user })).toContainEqual(
      expect.objectContaining({ state: 'warning', seen: 'admin, who may do everything (system:masters)' }),
    );
  });

  it.each<[string, FakeClusterOptions, object]>([
    [
      'its version and where it runs',
      { kinds: [CHAOS_MESH], objects: [manager(1)] },
      { state: 'ok', seen: 'image chaos-mesh:v2.8.0, in chaos' },
    ],
    [
      'that its controller is not ready',
      { kinds: [CHAOS_MESH], objects: [manager(0)] },
      { state: 'problem', seen: expect.stringContaining('its controller is not ready') },
    ],
    [
      'that nothing acts on its objects',
      { kinds: [CHAOS_MESH] },
      { state: 'warning', seen: expect.stringContaining('no controller of it was found') },
    ],
    [
      'that it is missing although it is asked for',
      {},
      { state: 'problem', seen: 'the cluster does not know PodChaos of chaos-mesh.org/v1alpha1' },
    ],
  ])('tells of an engine %s', async (_, cluster, finding) => {
    const findings = await examine({ cluster, order: { namespaces: ['shop'], faults: ['chaos-mesh'] } });
    expect(findings).toContainEqual(expect.objectContaining({ check: 'Chaos Mesh', ...finding }));
  });

  it('says when the namespace of the records is missing, or about to go', async () => {
    expect(await examine({ order: { records: 'other' } })).toContainEqual(
      expect.objectContaining({ state: 'problem', seen: 'there is no namespace other' }),
    );
    const ending = {
      ...namespace('ending'),
      metadata: { name: 'ending', deletionTimestamp: 'x', finalizers: ['a/b'] },
    };
    expect(await examine({ cluster: { objects: [ending] }, order: { records: 'ending' } })).toContainEqual(
      expect.objectContaining({ state: 'problem', seen: 'namespace ending is being deleted' }),
    );
  });

  it('finds what a restore of volumes has left at 0', async () => {
    const marks = { 'gameday.dev/restoring': '3' };
    const set = {
      apiVersion: 'apps/v1',
      kind: 'StatefulSet',
      metadata: { namespace: 'shop', name: 'ledger', labels: marks, annotations: marks },
      spec: { replicas: 0 },
    };
    expect(await examine({ cluster: { objects: [set] }, order: { namespaces: ['shop'] } })).toContainEqual(
      expect.objectContaining({
        state: 'problem',
        seen: 'StatefulSet shop/ledger was scaled to 0 for a restore of its volumes; before it had 3 replicas',
      }),
    );
  });

  it.each([
    [-5_000, 'warning', '5 s ahead of ours'],
    [5_000, 'warning', '4 s behind ours'],
    [60_000, 'problem', '59 s behind ours'],
  ])('compares the clocks: ours is %i ms off', async (off, state, seen) => {
    expect(await examine({ at: NOW + off })).toContainEqual({
      check: 'clock of the API server',
      state,
      seen,
      fix: 'Let a time service (NTP) set both clocks.',
    });
  });

  it('names nodes whose clock, or whose kubelet, is off', async () => {
    const objects = [nodeLease('n1', -3), nodeLease('n2', 20), nodeLease('n3', -90)];
    expect(await examine({ cluster: { objects } })).toContainEqual(
      expect.objectContaining({ state: 'warning', seen: 'n2 is 20 s ahead; n3 said nothing for 90 s, or is behind' }),
    );
  });

  it.each<[string, HttpAnswer, object]>([
    [
      'answers',
      answered(200, { status: 'success', data: { version: '2.42.0' } }),
      { state: 'ok', seen: 'it answers queries; version 2.42.0' },
    ],
    [
      'is something else',
      answered(404, 'no such page'),
      { state: 'problem', seen: 'it answers 404, and not like Prometheus' },
    ],
    ['is not there', refused, { state: 'problem', isUnreachable: true }],
  ])('asks a Prometheus server, which %s', async (_, prometheus, finding) => {
    const findings = await examine({ prometheus, order: { prometheus: 'http://prom' } });
    expect(findings.at(-1)).toMatchObject({ check: 'Prometheus at http://prom', ...finding });
  });

  it('says only that when the server cannot be reached', async () => {
    const findings = await examine({}, (cluster) => cluster.failAt(1));
    expect(findings).toEqual([
      {
        check: 'connection to the cluster',
        state: 'problem',
        seen: 'The API server of the fake cluster was not reached.',
        fix: 'Look whether the API server runs, and whether it can be reached from here.',
        isUnreachable: true,
      },
    ]);
  });

  it('goes on with the other checks when one may not look', async () => {
    const findings = await examine({}, (cluster) =>
      cluster.failAt(
        ({ what }) => what === 'Namespace gameday',
        failure(FailureType.forbidden, 'namespaces "gameday" is forbidden'),
      ),
    );
    expect(findings).toContainEqual(
      expect.objectContaining({
        check: 'namespace of the undo records',
        state: 'problem',
        seen: 'namespaces "gameday" is forbidden',
      }),
    );
    expect(findings.length).toBeGreaterThan(6);
  });
});
