import type { ClusterObject, NewObject } from '../../activities/cluster.ts';
import { type FakeCluster, fakeCluster, keyOf } from './fake-cluster.ts';

const WEB: NewObject = {
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { namespace: 'shop', name: 'web', labels: { app: 'web' } },
  spec: { replicas: 3, template: { spec: { containers: [{ name: 'web', image: 'web:1' }] } } },
  status: { readyReplicas: 3 },
};
const KEY = keyOf(WEB);
const pod = (
  name: string,
  change: Record<string, unknown> = {},
  labels: Record<string, string> = { app: 'web' },
): NewObject => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { namespace: 'shop', name, labels },
  spec: { nodeName: 'n1' },
  status: { phase: 'Running' },
  ...change,
});
const withShop = (...objects: NewObject[]): FakeCluster => fakeCluster({ objects: [WEB, ...objects] });
const now = (cluster: FakeCluster): ClusterObject => cluster.seen(KEY) as ClusterObject;

describe('the fake cluster: what the server fills in', () => {
  it('gives a uid, a version, a generation and the time', async () => {
    const cluster = fakeCluster({ objects: [WEB], now: () => Date.UTC(2026, 10, 20) });
    const found = await cluster.get(KEY);
    expect(found?.metadata).toMatchObject({ generation: 1, creationTimestamp: '2026-11-20T00:00:00Z' });
    expect(found?.metadata.uid).toMatch(/^[0-9a-f-]{36}$/);
    expect(found?.['status']).toEqual({ readyReplicas: 3 });
  });

  it('counts a change of the spec as a generation, a change of labels or status not, and a change of nothing not at all', async () => {
    const cluster = withShop();
    const { resourceVersion } = now(cluster).metadata;
    await cluster.patch(KEY, { type: 'merge', body: { spec: { replicas: 3 } } });
    expect(now(cluster).metadata.resourceVersion).toBe(resourceVersion);
    await cluster.patch(KEY, { type: 'merge', body: { metadata: { labels: { tier: 'front' } } } });
    expect(now(cluster).metadata).toMatchObject({ generation: 1, labels: { app: 'web', tier: 'front' } });
    await cluster.patch(KEY, { type: 'merge', body: { spec: { replicas: 4 }, status: { readyReplicas: 99 } } });
    expect(now(cluster)).toMatchObject({ metadata: { generation: 2 }, status: { readyReplicas: 3 } });
    await cluster.patch(KEY, {
      type: 'merge',
      subresource: 'status',
      body: { spec: { replicas: 9 }, status: { readyReplicas: 4 } },
    });
    expect(now(cluster)).toMatchObject({
      metadata: { generation: 2 },
      spec: { replicas: 4 },
      status: { readyReplicas: 4 },
    });
  });

  it('hands out copies', async () => {
    const cluster = withShop();
    const found = (await cluster.get(KEY)) as unknown as { spec: { replicas: number } };
    found.spec.replicas = 77;
    expect(now(cluster)).toMatchObject({ spec: { replicas: 3 } });
  });

  it('changes nothing in a dry run', async () => {
    const cluster = withShop();
    const before = now(cluster);
    const written = await cluster.patch(KEY, { type: 'merge', body: { spec: { replicas: 1 } }, dryRun: true });
    expect(written).toMatchObject({ outcome: 'written', object: { spec: { replicas: 1 } } });
    await cluster.delete(KEY, { dryRun: true });
    await cluster.create({ ...WEB, metadata: { namespace: 'shop', name: 'other' } }, { dryRun: true });
    expect(now(cluster)).toEqual(before);
    expect(cluster.seen({ ...KEY, name: 'other' })).toBeUndefined();
  });

  it('does not know a kind that nobody installed', async () => {
    const cluster = fakeCluster();
    const kind = { apiVersion: 'chaos-mesh.org/v1alpha1', kind: 'PodChaos' };
    expect(await cluster.resourceOf(kind)).toBeUndefined();
    await expect(cluster.list(kind)).rejects.toMatchObject({ type: 'Unsupported' });
    expect(await cluster.resourceOf({ apiVersion: 'v1', kind: 'Node' })).toMatchObject({
      plural: 'nodes',
      namespaced: false,
    });
  });
});

describe('the fake cluster: what is found', () => {
  const cluster = withShop(
    pod('b', {}, { app: 'web', tier: 'canary' }),
    pod('a', { spec: { nodeName: 'n2' } }),
    pod('c', { status: { phase: 'Pending' } }, { app: 'db' }),
  );
  const found = async (query: { labels?: string; fields?: string }) =>
    (await cluster.list({ apiVersion: 'v1', kind: 'Pod', namespace: 'shop', ...query })).map(
      ({ metadata }) => metadata.name,
    );

  it.each([
    ['app=web', ['a', 'b']],
    ['app==web,!tier', ['a']],
    ['app!=web', ['c']],
    ['app in (web, db),tier', ['b']],
    ['tier notin (canary)', ['a', 'c']],
    ['', ['a', 'b', 'c']],
  ])('by labels: %s', async (labels, names) => expect(await found({ labels })).toEqual(names));

  it.each([
    ['spec.nodeName=n1', ['b', 'c']],
    ['metadata.name=a', ['a']],
    ['status.phase!=Running', ['c']],
    ['status.phase=Running,spec.nodeName=n2', ['a']],
  ])('by fields: %s', async (fields, names) => expect(await found({ fields })).toEqual(names));

  it('refuses a field that the server does not serve', async () => {
    await expect(found({ fields: 'spec.replicas=3' })).rejects.toMatchObject({ type: 'Unsupported' });
  });
});

/** Conditional: only when so many replicas are wanted now. */
const scaledDown = (seen: number) => [
  { op: 'test', path: '/spec/replicas', value: seen },
  { op: 'replace', path: '/spec/replicas', value: 0 },
  { op: 'add', path: '/metadata/labels/a~1b', value: 'x' },
  { op: 'add', path: '/spec/template/spec/containers/-', value: { name: 'two' } },
];

describe('the fake cluster: conflicts', () => {
  it('refuses to replace what changed meanwhile, and another incarnation', async () => {
    const cluster = withShop();
    const old = now(cluster);
    cluster.change(KEY, (object) => ({ ...object, spec: { replicas: 5 } }));
    expect(await cluster.replace(old)).toMatchObject({
      outcome: 'conflict',
      detail: expect.stringContaining('has been modified'),
    });
    cluster.put(WEB);
    expect(
      await cluster.replace({
        ...old,
        metadata: { ...old.metadata, resourceVersion: now(cluster).metadata.resourceVersion },
      }),
    ).toMatchObject({ outcome: 'conflict' });
    cluster.vanish(KEY);
    expect(await cluster.replace(old)).toEqual({ outcome: 'gone' });
  });

  it('makes a merge patch conditional by the resourceVersion or the uid in it', async () => {
    const cluster = withShop();
    const stale = { type: 'merge', body: { metadata: { resourceVersion: '1' }, spec: { replicas: 1 } } } as const;
    expect(await cluster.patch(KEY, stale)).toMatchObject({ outcome: 'conflict' });
    const other = { type: 'merge', body: { metadata: { uid: 'another' }, spec: { replicas: 1 } } } as const;
    expect(await cluster.patch(KEY, other)).toMatchObject({ outcome: 'conflict' });
    expect(now(cluster)).toMatchObject({ spec: { replicas: 3 } });
  });

  it('makes a JSON patch conditional by its test', async () => {
    const cluster = withShop();
    expect(await cluster.patch(KEY, { type: 'json', body: scaledDown(2) })).toMatchObject({ outcome: 'conflict' });
    expect(await cluster.patch(KEY, { type: 'json', body: scaledDown(3) })).toMatchObject({ outcome: 'written' });
    expect(now(cluster)).toMatchObject({
      spec: { replicas: 0, template: { spec: { containers: [{ name: 'web' }, { name: 'two' }] } } },
      metadata: { labels: { 'a/b': 'x' } },
    });
    const missing = { type: 'json', body: [{ op: 'remove', path: '/spec/paused' }] } as const;
    expect(await cluster.patch(KEY, missing)).toMatchObject({ outcome: 'conflict' });
  });

  it('creates once, and only in a namespace that is there', async () => {
    const cluster = withShop();
    expect(await cluster.create(WEB)).toMatchObject({ outcome: 'conflict' });
    expect(await cluster.create(pod('p', { metadata: { namespace: 'nowhere', name: 'p' } }))).toEqual({
      outcome: 'gone',
    });
    expect(await cluster.create(pod('p'))).toMatchObject({ outcome: 'written', object: { metadata: { name: 'p' } } });
  });
});

describe('the fake cluster: the scale of a deployment', () => {
  it('is patched alone', async () => {
    const cluster = withShop();
    const written = await cluster.patch(KEY, { type: 'merge', subresource: 'scale', body: { spec: { replicas: 1 } } });
    expect(written).toMatchObject({ outcome: 'written', object: { kind: 'Scale', spec: { replicas: 1 } } });
    expect(now(cluster)).toMatchObject({ spec: { replicas: 1, template: {} }, metadata: { generation: 2 } });
  });
});

describe('the fake cluster: endings', () => {
  it('deletes only the incarnation that is meant', async () => {
    const cluster = withShop();
    expect(await cluster.delete(KEY, { uid: 'another' })).toBe('conflict');
    expect(await cluster.delete(KEY, { resourceVersion: '1' })).toBe('conflict');
    expect(await cluster.delete(KEY, { uid: now(cluster).metadata.uid })).toBe('accepted');
    expect(await cluster.delete(KEY)).toBe('gone');
  });

  it('keeps an object until its finalizers are gone', async () => {
    const cluster = fakeCluster({ objects: [{ ...WEB, metadata: { ...WEB.metadata, finalizers: ['a/b'] } }] });
    expect(await cluster.delete(KEY)).toBe('accepted');
    expect(now(cluster).metadata.deletionTimestamp).toBeDefined();
    await cluster.patch(KEY, { type: 'merge', body: { metadata: { finalizers: null } } });
    expect(now(cluster)).toBeUndefined();
  });

  it('deletes what it owns too, unless orphans are wanted', async () => {
    const cluster = withShop();
    const { uid } = now(cluster).metadata;
    const ownerReferences = [{ apiVersion: 'apps/v1', kind: 'Deployment', name: 'web', uid }];
    const owned = cluster.put(pod('owned', { metadata: { namespace: 'shop', name: 'owned', ownerReferences } }));
    await cluster.delete(KEY, { propagation: 'Orphan' });
    expect(cluster.seen(keyOf(owned))?.metadata.ownerReferences).toBeUndefined();
    cluster.put({ ...WEB, metadata: { ...WEB.metadata, uid } });
    cluster.put(pod('owned', { metadata: { namespace: 'shop', name: 'owned', ownerReferences } }));
    await cluster.delete(KEY);
    expect(cluster.seen(keyOf(owned))).toBeUndefined();
  });

  it('empties a namespace, which takes nothing new while something in it waits', async () => {
    const stuck = pod('stuck', { metadata: { namespace: 'shop', name: 'stuck', finalizers: ['a/b'] } });
    const cluster = withShop(stuck);
    const shop = { apiVersion: 'v1', kind: 'Namespace', name: 'shop' };
    await cluster.delete(shop);
    expect(now(cluster)).toBeUndefined();
    expect(cluster.seen(shop)?.metadata.deletionTimestamp).toBeDefined();
    expect(await cluster.create(pod('late'))).toEqual({ outcome: 'gone' });
    await cluster.patch(keyOf(stuck), { type: 'json', body: [{ op: 'remove', path: '/metadata/finalizers' }] });
    expect(cluster.seen(shop)).toBeUndefined();
  });

  it('evicts as long as a budget allows it, and never a successor', async () => {
    const budget: NewObject = {
      apiVersion: 'policy/v1',
      kind: 'PodDisruptionBudget',
      metadata: { namespace: 'shop', name: 'web' },
      spec: { selector: { matchLabels: { app: 'web' } } },
      status: { disruptionsAllowed: 1 },
    };
    const cluster = withShop(budget, pod('a'), pod('b'), pod('c', {}, { app: 'db' }));
    const evict = (name: string, uid?: string) =>
      cluster.evict({
        namespace: 'shop',
        name,
        uid: uid ?? cluster.seen({ apiVersion: 'v1', kind: 'Pod', namespace: 'shop', name })?.metadata.uid ?? '',
      });
    expect(await evict('a', 'another')).toEqual({ outcome: 'gone' });
    expect(await evict('a')).toEqual({ outcome: 'evicted' });
    expect(await evict('b')).toMatchObject({
      outcome: 'blocked',
      detail: expect.stringContaining('disruption budget web'),
    });
    expect(await evict('c')).toEqual({ outcome: 'evicted' });
    expect(await evict('a')).toEqual({ outcome: 'gone' });
  });
});

describe('the fake cluster: tests make trouble', () => {
  it('fails, loses an answer, or is slower than somebody else at the call that a test names', async () => {
    const cluster = withShop();
    const toOne = { type: 'merge', body: { spec: { replicas: 1 } } } as const;
    cluster.failAt(1);
    await expect(cluster.patch(KEY, toOne)).rejects.toMatchObject({ type: 'EffectFailed' });
    expect(now(cluster)).toMatchObject({ spec: { replicas: 3 } });
    cluster.conflictAt(({ verb }) => verb === 'patch');
    expect(await cluster.get(KEY)).toBeDefined();
    expect(await cluster.patch(KEY, toOne)).toMatchObject({ outcome: 'conflict' });
    cluster.loseAnswerAt(1);
    await expect(cluster.patch(KEY, toOne)).rejects.toMatchObject({ type: 'EffectFailed' });
    expect(now(cluster)).toMatchObject({ spec: { replicas: 1 } });
    cluster.before(2, () => cluster.vanish(KEY));
    expect(await cluster.get(KEY)).toBeDefined();
    expect(await cluster.patch(KEY, toOne)).toEqual({ outcome: 'gone' });
    expect(cluster.writes()).toEqual(Array.from({ length: 4 }, () => 'patch Deployment shop/web'));
  });

  it('runs commands by what the test says', async () => {
    const result = { outcome: 'exited', exitCode: 3, stdout: 'out', stderr: '', durationMs: 1 } as const;
    const cluster = fakeCluster({ objects: [pod('a')], exec: () => result });
    const order = { namespace: 'shop', argv: ['true'], timeoutMs: 1_000 };
    expect(await cluster.exec({ pod: 'a', ...order })).toMatchObject({ exitCode: 3 });
    expect(await cluster.exec({ pod: 'b', ...order })).toMatchObject({
      outcome: 'failed',
      reason: 'pods "b" not found',
    });
  });

  it('answers paths of the server, with its clock', async () => {
    const cluster = fakeCluster({ now: () => 0, paths: { '/livez': { status: 500, body: 'no' } } });
    expect(await cluster.read('/version')).toMatchObject({ status: 200, date: 'Thu, 01 Jan 1970 00:00:00 GMT' });
    expect(await cluster.read('/livez')).toMatchObject({ status: 500 });
    expect(await cluster.read('/nothing')).toMatchObject({ status: 404 });
  });
});
