import type { ClusterObject, NewObject, PatchOrder } from '../../activities/cluster.ts';
import { type FakeCluster, fakeCluster, keyOf } from './fake-cluster.ts';

const WEB: NewObject = {
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { namespace: 'shop', name: 'web' },
  spec: { replicas: 3, template: { spec: { containers: [{ name: 'web', image: 'web:1' }] } } },
};
const KEY = keyOf(WEB);
const bare = { apiVersion: 'apps/v1', kind: 'Deployment', metadata: { namespace: 'shop', name: 'web' } };
const apply = (cluster: FakeCluster, fields: object, change: Partial<PatchOrder> = {}) =>
  cluster.patch(KEY, { type: 'apply', manager: 'gameday', body: { ...bare, ...fields }, ...change });
const now = (cluster: FakeCluster) => cluster.seen(KEY) as ClusterObject;

describe('the fake cluster: server-side apply', () => {
  it('names who owns the field that is in the way, and takes it over only by force', async () => {
    const cluster = fakeCluster({ objects: [WEB] });
    const wanted = { spec: { replicas: 0 } };
    expect(await apply(cluster, wanted)).toEqual({
      outcome: 'conflict',
      detail: 'Apply failed with 1 conflict: conflict with "somebody" using apps/v1: .spec.replicas',
    });
    expect(now(cluster)).toMatchObject({ spec: { replicas: 3 } });
    expect(await apply(cluster, wanted, { force: true })).toMatchObject({ outcome: 'written' });
    expect(now(cluster)).toMatchObject({
      spec: { replicas: 0, template: { spec: { containers: [{ image: 'web:1' }] } } },
    });
    expect(now(cluster).metadata.managedFields).toEqual(
      expect.arrayContaining([
        expect.objectContaining({
          manager: 'gameday',
          operation: 'Apply',
          fieldsV1: { 'f:spec': { 'f:replicas': {} } },
        }),
      ]),
    );
  });

  it('shares a field whose value is the same', async () => {
    const cluster = fakeCluster({ objects: [WEB] });
    expect(await apply(cluster, { spec: { replicas: 3 } })).toMatchObject({ outcome: 'written' });
    expect(await apply(cluster, {})).toMatchObject({ outcome: 'written' });
    expect(now(cluster)).toMatchObject({ spec: { replicas: 3 } });
  });

  it('removes what it applied before and leaves out now', async () => {
    const cluster = fakeCluster({ objects: [WEB] });
    await apply(cluster, {
      metadata: { ...bare.metadata, labels: { 'gameday.dev/fault': 'x' } },
      spec: { paused: true },
    });
    expect(now(cluster)).toMatchObject({
      metadata: { labels: { 'gameday.dev/fault': 'x' } },
      spec: { paused: true, replicas: 3 },
    });
    await apply(cluster, {});
    expect(now(cluster).metadata.labels).toBeUndefined();
    expect(now(cluster)['spec']).toEqual(WEB['spec']);
  });

  it('changes one container by its name', async () => {
    const cluster = fakeCluster({ objects: [WEB] });
    const containers = [{ name: 'web', env: [{ name: 'SLOW', value: '1' }] }];
    await apply(cluster, { spec: { template: { spec: { containers } } } });
    expect(now(cluster)).toMatchObject({
      spec: {
        template: { spec: { containers: [{ name: 'web', image: 'web:1', env: [{ name: 'SLOW', value: '1' }] }] } },
      },
    });
    await apply(cluster, {});
    expect(now(cluster)['spec']).toEqual(WEB['spec']);
  });

  it('meets the one who wrote the field by a patch meanwhile', async () => {
    const cluster = fakeCluster({ objects: [WEB] });
    await apply(cluster, { spec: { replicas: 0 } }, { force: true });
    await cluster.patch(KEY, { type: 'merge', manager: 'autoscaler', body: { spec: { replicas: 5 } } });
    expect(await apply(cluster, { spec: { replicas: 0 } })).toMatchObject({
      outcome: 'conflict',
      detail: expect.stringContaining('"autoscaler"'),
    });
    await apply(cluster, {});
    expect(now(cluster)).toMatchObject({ spec: { replicas: 5 } });
  });

  it('creates what is not there, writes nothing when all is so already, and never into a namespace that is not there', async () => {
    const cluster = fakeCluster();
    expect(await apply(cluster, { spec: { replicas: 1 } })).toEqual({ outcome: 'gone' });
    cluster.put({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'shop' } });
    await apply(cluster, { spec: { replicas: 1 } });
    const { resourceVersion } = now(cluster).metadata;
    await apply(cluster, { spec: { replicas: 1 } });
    expect(now(cluster).metadata).toMatchObject({ resourceVersion, generation: 1 });
  });
});
