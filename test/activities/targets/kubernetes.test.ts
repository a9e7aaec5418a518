import type { ObjectMeta } from '../../../activities/cluster.ts';
import type { CommandResult } from '../../../activities/ports.ts';
import { takeTargets } from '../../../activities/targets/take-targets.ts';
import { kubernetesTarget } from '../../../experiments/definition/targets/kubernetes.ts';
import type { TargetMode } from '../../../experiments/definition/targets/index.ts';
import { type FakeCluster, fakeCluster } from '../../support/fake-cluster.ts';
import { answered, fakeHttp } from '../../support/fake-http.ts';
import { aWorld } from '../../support/fault-world.ts';
import { aPodOf } from '../../support/pods-of-fake.ts';

let cluster: FakeCluster;
let answer: Parameters<typeof fakeHttp>[0];
let executed: CommandResult[];
beforeEach(() => {
  executed = [];
  cluster = fakeCluster({ exec: () => executed.shift()! });
  answer = () => answered(200);
});

function find(target: object, mode: TargetMode = 'all') {
  const ports = aWorld('/nowhere', { cluster, http: fakeHttp((request) => answer(request)) });
  const settings = kubernetesTarget.parse({ namespace: 'shop', ...target });
  return takeTargets({ kind: 'kubernetes', settings, mode }, ports, new AbortController().signal);
}

const labels = async (target: object, mode?: TargetMode) => (await find(target, mode)).taken.map(({ label }) => label);

function put(name: string, metadata: Partial<ObjectMeta> = {}, more: Parameters<typeof aPodOf>[2] = {}) {
  const pod = aPodOf(undefined, name, more);
  return cluster.put({ ...pod, metadata: { ...pod.metadata, ...metadata } });
}

function workload(kind: string, name: string, change: object = {}, metadata: Partial<ObjectMeta> = {}) {
  const apiVersion = /Job/.test(kind) ? 'batch/v1' : 'apps/v1';
  return cluster.put({ apiVersion, kind, metadata: { namespace: 'shop', name, ...metadata }, ...change });
}

const ownedBy = (owner: ReturnType<typeof workload>): Partial<ObjectMeta> => ({
  ownerReferences: aPodOf(owner, 'x').metadata.ownerReferences!,
});

const zone = (name: string, at: string) =>
  cluster.put({ apiVersion: 'v1', kind: 'Node', metadata: { name, labels: { 'topology.kubernetes.io/zone': at } } });

const nodes = async (spread: string, mode: TargetMode) =>
  (await find({ labels: '!none', spread }, mode)).taken.map((one) => one.kind === 'kubernetes' && one.node);

describe('targets in a cluster', () => {
  it('are found by labels, in both ways of writing, sorted, with all that makes them this incarnation', async () => {
    const second = put('web-2', { labels: { app: 'web', tier: 'a' } });
    put('web-1', { labels: { app: 'web', tier: 'b' } });
    put('db-1', { labels: { app: 'db' } });
    expect(await labels({ labels: { app: 'web' } })).toEqual(['pod shop/web-1', 'pod shop/web-2']);
    expect(await labels({ labels: 'app in (db),!tier' })).toEqual(['pod shop/db-1']);
    expect(await find({ labels: 'app=web,tier=a', container: 'main' })).toEqual({
      matched: 1,
      names: [`pod shop/web-2 (${second.metadata.uid.slice(0, 8)})`],
      taken: [
        {
          kind: 'kubernetes',
          key: 'kubernetes/shop/pod/web-2',
          label: 'pod shop/web-2',
          apiVersion: 'v1',
          objectKind: 'Pod',
          namespace: 'shop',
          name: 'web-2',
          uid: second.metadata.uid,
          cluster: cluster.seen({ apiVersion: 'v1', kind: 'Namespace', name: 'kube-system' })?.metadata.uid,
          container: 'main',
          node: 'n1',
        },
      ],
    });
  });

  it('are found by name, field, node and annotation, and every selector must match', async () => {
    put('web-1', { annotations: { tier: 'gold' } });
    put('web-2', {}, { spec: { nodeName: 'n2' } });
    expect(await labels({ name: 'web-1' })).toEqual(['pod shop/web-1']);
    expect(await labels({ fields: 'spec.nodeName=n2' })).toEqual(['pod shop/web-2']);
    expect(await labels({ node: 'n2' })).toEqual(['pod shop/web-2']);
    expect(await labels({ annotations: { tier: 'gold' } })).toEqual(['pod shop/web-1']);
    await expect(find({ node: 'n2', annotations: { tier: 'gold' } })).rejects.toThrow(
      '1 Pod objects with fields spec.nodeName=n2 in namespace shop were listed; 0 of them have the annotations',
    );
  });

  it('are objects of any kind, also of one that lives beside namespaces', async () => {
    workload('Deployment', 'web');
    cluster.put({ apiVersion: 'v1', kind: 'Node', metadata: { name: 'n1' } });
    expect(await labels({ kind: 'Deployment', name: 'web' })).toEqual(['deployment shop/web']);
    const { taken } = await find({ kind: 'Node', name: 'n1', namespace: undefined });
    expect(taken).toMatchObject([{ key: 'kubernetes/_/node/n1', label: 'node n1' }]);
    await expect(find({ kind: 'Widget', name: 'w' })).rejects.toMatchObject({
      type: 'Unsupported',
      message: expect.stringContaining('Give the target its "apiVersion"'),
    });
  });

  it('belong to a workload by its uid, never by the look of their names', async () => {
    const web = workload('Deployment', 'web');
    const replicas = workload('ReplicaSet', 'web-5d', {}, ownedBy(web));
    const other = workload('ReplicaSet', 'web-6e');
    put('web-5d-a', ownedBy(replicas));
    put('web-5d-b');
    put('web-6e-a', ownedBy(other));
    const ledger = workload('StatefulSet', 'ledger');
    put('ledger-0', ownedBy(ledger));
    expect(await labels({ owner: 'deployment/web' })).toEqual(['pod shop/web-5d-a']);
    expect(await labels({ owner: 'StatefulSet/ledger' })).toEqual(['pod shop/ledger-0']);
    await expect(find({ owner: 'deployment/wep' })).rejects.toMatchObject({
      type: 'TargetMissing',
      message: expect.stringContaining('there is no Deployment wep in namespace shop'),
    });
    await expect(find({ owner: 'rollout/web' })).rejects.toMatchObject({ type: 'Unsupported' });
  });

  it('are not what is being deleted, or does not run; and the failure says so', async () => {
    put('web-1', { deletionTimestamp: '2026-11-20T10:00:00Z', finalizers: ['a/b'] });
    put('web-2', {}, { status: { phase: 'Pending' } });
    await expect(find({ labels: '!none' })).rejects.toThrow(
      'No target was found: 2 Pod objects with labels !none in namespace shop were listed; ' +
        'web-1 is being deleted; web-2 is Pending. Start the target, or correct its selector.',
    );
    await expect(find({ namespace: 'shap', name: 'web' })).rejects.toThrow('there is no namespace shap');
  });

  it('are opted in by their own annotation, or else by what controls them', async () => {
    const yes = { annotations: { 'gameday.dev/opt-in': 'true' } };
    const no = { annotations: { 'gameday.dev/opt-in': 'false' } };
    const web = workload('Deployment', 'web', {}, yes);
    const replicas = workload('ReplicaSet', 'web-5d', {}, ownedBy(web));
    put('web-5d-a', ownedBy(replicas));
    put('web-5d-b', { ...ownedBy(replicas), ...no });
    put('alone', yes);
    put('silent');
    expect(await labels({ labels: '!none', optedIn: true })).toEqual(['pod shop/alone', 'pod shop/web-5d-a']);
    await expect(find({ name: 'silent', optedIn: true })).rejects.toThrow(
      '0 of them are opted in by the annotation gameday.dev/opt-in: "true"',
    );
  });

  it('are those that answer as asked, over HTTP or from inside; no answer is no match', async () => {
    put('l-0', {}, { status: { podIP: '10.0.0.1' } });
    put('l-1', {}, { status: { podIP: 'fd00::1' } });
    const urls: string[] = [];
    answer = ({ url }) => {
      urls.push(url);
      return answered(url.includes('fd00') ? 200 : 503);
    };
    const where = { get: 'http://{ip}:7001/healthz?of={name}', expect: { status: 200 } };
    expect(await labels({ labels: '!none', where })).toEqual(['pod shop/l-1']);
    expect(urls.toSorted()).toEqual(['http://10.0.0.1:7001/healthz?of=l-0', 'http://[fd00::1]:7001/healthz?of=l-1']);
    const run = { stdout: '', stderr: '', durationMs: 1 };
    executed = [
      { outcome: 'failed', reason: 'did not end in 3000 ms', durationMs: 3_000 },
      { outcome: 'exited', exitCode: 1, ...run },
    ];
    await expect(find({ labels: '!none', where: { exec: ['test', '-f', '/leader'] } })).rejects.toThrow(
      '"where" held for none of 2: l-0: "test -f /leader" did not end in 3000 ms; l-1: "test -f /leader" exited with 1',
    );
  });

  it('have the container that is named, or are refused with the names of those that they have', async () => {
    const proxy = { name: 'proxy', restartPolicy: 'Always' };
    put('web-1', {}, { spec: { containers: [{ name: 'app' }], initContainers: [proxy, { name: 'setup' }] } });
    expect(await labels({ name: 'web-1', container: 'proxy' })).toEqual(['pod shop/web-1']);
    await expect(find({ name: 'web-1', container: 'setup', ifEmpty: 'skip' })).rejects.toMatchObject({
      type: 'Unsupported',
      message: expect.stringContaining('pod shop/web-1 has no container "setup"; it has app, proxy.'),
    });
  });

  it('may be none, when the document says so; then the reason travels', async () => {
    expect(await find({ name: 'web', ifEmpty: 'skip' })).toMatchObject({
      matched: 0,
      taken: [],
      skipped: expect.stringContaining('No target was found: 0 Pod objects'),
    });
    cluster.failAt(1);
    await expect(find({ name: 'web', ifEmpty: 'skip' })).rejects.toMatchObject({ type: 'EffectFailed' });
  });

  it('are a share of the desired replicas of their workload, those that are down included', async () => {
    const status = { availableReplicas: 3 };
    const ledger = workload('StatefulSet', 'ledger', { spec: { replicas: 4 }, status });
    for (const name of ['l-0', 'l-1', 'l-2']) put(name, ownedBy(ledger));
    expect((await find({ owner: 'statefulset/ledger' }, { percent: 50 })).taken).toHaveLength(1);
    expect((await find({ labels: '!none' }, { percent: 67 })).taken).toHaveLength(2);
    await expect(find({ owner: 'statefulset/ledger' }, { percent: 25 })).rejects.toThrow(
      '25 % of the 4 desired replicas of statefulset shop/ledger = 1, and 1 is unavailable already',
    );
  });

  it('are spread over nodes or zones when that is asked for', async () => {
    for (const [name, nodeName] of [
      ['a', 'n1'],
      ['b', 'n1'],
      ['c', 'n2'],
      ['d', 'n3'],
    ] as const)
      put(name, {}, { spec: { nodeName } });
    zone('n1', 'z1');
    zone('n2', 'z1');
    expect(await nodes('node', 'all')).toEqual(['n1', 'n2', 'n3']);
    await expect(nodes('zone', 'all')).rejects.toThrow('node n3 has no label topology.kubernetes.io/zone');
    zone('n3', 'z2');
    for (let nth = 0; nth < 20; nth += 1) expect((await nodes('zone', { fixed: 2 }))[1]).toBe('n3');
  });
});
