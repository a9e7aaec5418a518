import type { ClusterObject, NewObject, ObjectKey } from '../../../../activities/cluster.ts';
import type { Field } from '../../../../activities/faults/kubernetes/field.ts';
import { fieldsLeft, restoreFields, setFields } from '../../../../activities/faults/kubernetes/field-change.ts';
import { recordFields } from '../../../../activities/faults/kubernetes/field-record.ts';
import { FAULT_LABEL } from '../../../../activities/kubernetes/marks.ts';
import { aClusterCall } from '../../../support/cluster-call.ts';
import { aWorkload, made } from '../../../support/cluster-workload.ts';
import { eventually } from '../../../support/eventually.ts';
import { lasting } from '../../../support/lasting.ts';
import { aNamespace, liveCluster, onCluster } from '../../../support/live-cluster.ts';

interface Owner {
  readonly manager: string;
  readonly operation: string;
  readonly subresource?: string;
  readonly fieldsV1: object;
}

const ownersOf = ({ metadata }: ClusterObject) => (metadata.managedFields ?? []) as readonly Owner[];
const configMap = (name: string, data: object): NewObject => ({
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: { name },
  data,
});

onCluster('a change of fields on a real API server', () => {
  const cluster = liveCluster();
  let place: Awaited<ReturnType<typeof aNamespace>>;

  beforeAll(async () => {
    place = await aNamespace(cluster, 'fields');
  }, 120_000);
  afterAll(() => place?.remove(), 120_000);

  const here = (apiVersion: string, kind: string, name: string): ObjectKey => ({
    apiVersion,
    kind,
    namespace: place.name,
    name,
  });
  const read = async (key: ObjectKey) => (await cluster.get(key))!;
  const applied = async (object: NewObject, manager: string, force = false) => {
    const { apiVersion, kind } = object;
    const name = object.metadata.name!;
    const key = here(apiVersion, kind, name);
    const body = { ...object, metadata: { ...object.metadata, namespace: place.name } };
    const { outcome } = await cluster.patch(key, { type: 'apply', manager, force, body });
    expect(outcome).toBe('written');
    return await read(key);
  };

  async function changed(object: ClusterObject, fields: readonly Field[]) {
    const call = aClusterCall<'cordon'>(cluster, {}, object, {
      faultId: `day/1/1.1-${object.metadata.name}@kubernetes`,
    });
    const record = recordFields(call, object, fields);
    await setFields(call, JSON.parse(JSON.stringify(record)));
    const { apiVersion, kind, metadata } = object;
    const now = () => read({ apiVersion, kind, namespace: metadata.namespace, name: metadata.name });
    return { call, record, now };
  }

  it('gives values and owners back exactly: those who applied and those who updated, with their times', async () => {
    await applied(configMap('exact', { a: '1', b: '2' }), 'gitops');
    const key = here('v1', 'ConfigMap', 'exact');
    await cluster.patch(key, { type: 'merge', manager: 'colleague', body: { data: { c: '3' } } });
    const before = await read(key);
    const fields = [{ path: ['data', 'a'], to: 'x' }, { path: ['data', 'c'] }, { path: ['data', 'new'], to: 'y' }];
    const { call, record, now } = await changed(before, fields);
    const during = await now();
    expect(during['data']).toEqual({ a: 'x', b: '2', new: 'y' });
    expect(ownersOf(during).map(({ manager, operation }) => `${manager} ${operation}`)).toEqual([
      'gitops Apply',
      'gameday Update',
    ]);
    await restoreFields(call, record);
    expect(lasting(await now())).toEqual(lasting(before));
    expect(fieldsLeft(call, record, await now())).toEqual([]);
  });

  it('gives the mapping itself back when its only key was taken away', async () => {
    const before = await applied(configMap('only', { a: '1' }), 'gitops');
    const { call, record, now } = await changed(before, [{ path: ['data', 'a'] }]);
    expect((await now())['data']).toBeUndefined();
    await restoreFields(call, record);
    expect(lasting(await now())).toEqual(lasting(before));
  });

  it('leaves an object without owners where there were none', async () => {
    const object = await made(cluster, {
      ...configMap('bare', { a: '1' }),
      metadata: { name: 'bare', namespace: place.name },
    });
    await cluster.patch(object.key, {
      type: 'merge',
      manager: 'colleague',
      body: { metadata: { managedFields: [{}] } },
    });
    const before = await read(object.key);
    expect(ownersOf(before)).toEqual([]);
    const { call, record, now } = await changed(before, [{ path: ['data', 'a'], to: 'x' }]);
    await restoreFields(call, record);
    expect(lasting(await now())).toEqual(lasting(before));
  });

  it('gives replicas back to the autoscaler that had scaled it, and leaves no trace in replica sets', async () => {
    const web = await aWorkload(cluster, place.name, { name: 'scaled', replicas: 1 });
    const scaled = await cluster.patch(web.key, {
      type: 'merge',
      manager: 'hpa',
      subresource: 'scale',
      body: { spec: { replicas: 2 } },
    });
    expect(scaled.outcome).toBe('written');
    await web.ready(2);
    const before = (await web.read())!;
    const { call, record, now } = await changed(before, [{ path: ['spec', 'replicas'], to: 0 }]);
    await web.ready(0);
    await restoreFields(call, record);
    await web.ready(2);
    expect(lasting(await now())).toEqual(lasting(before));
    expect(ownersOf(await now()).find(({ manager }) => manager === 'hpa')).toMatchObject({
      operation: 'Update',
      subresource: 'scale',
    });
    const sets = await cluster.list({
      apiVersion: 'apps/v1',
      kind: 'ReplicaSet',
      namespace: place.name,
      labels: 'app=scaled',
    });
    expect(JSON.stringify(sets)).not.toContain('gameday.dev');
  }, 120_000);

  it('is refused back when an autoscaler fights, in words: what was, what we set, what is, and whose it is', async () => {
    const web = await aWorkload(cluster, place.name, { name: 'fought', replicas: 2 });
    const { call, record, now } = await changed((await web.read())!, [{ path: ['spec', 'replicas'], to: 0 }]);
    await cluster.patch(web.key, {
      type: 'merge',
      manager: 'hpa',
      subresource: 'scale',
      body: { spec: { replicas: 1 } },
    });
    await expect(restoreFields(call, record)).rejects.toMatchObject({
      type: 'ChangedByOthers',
      message: expect.stringMatching(
        /spec\.replicas was 2, the fault makes it 0, and now it is 1, which belongs to hpa \(Update of scale\)\. Put it right by hand, take its label gameday\.dev\/fault away, then settle/,
      ),
    });
    expect((await now())['spec']).toMatchObject({ replicas: 1 });
    // A person puts it right.
    await web.patch({ spec: { replicas: 2 } });
    await restoreFields(call, record);
    expect(fieldsLeft(call, record, await now())).toEqual([]);
    expect((await now()).metadata.labels).not.toHaveProperty([FAULT_LABEL]);
  }, 120_000);

  it('is refused back when somebody applies the value of the fault, and owns it with us', async () => {
    const before = await applied(configMap('wanted', { a: '1' }), 'gitops');
    const { call, record, now } = await changed(before, [{ path: ['data', 'a'], to: 'x' }]);
    await applied(configMap('wanted', { a: 'x' }), 'another');
    await expect(restoreFields(call, record)).rejects.toMatchObject({
      type: 'ChangedByOthers',
      message: expect.stringContaining('another (Apply'),
    });
    expect((await now())['data']).toEqual({ a: 'x' });
  });

  it('is done when a GitOps controller has applied the old value again; it owns it as before', async () => {
    const before = await applied(configMap('healed', { a: '1' }), 'gitops');
    const { call, record, now } = await changed(before, [{ path: ['data', 'a'], to: 'x' }]);
    await applied(configMap('healed', { a: '1' }), 'gitops', true);
    await restoreFields(call, record);
    const after = await now();
    expect(after.metadata.labels).toBeUndefined();
    expect(ownersOf(after).map(({ manager, fieldsV1 }) => ({ manager, fieldsV1 }))).toEqual(
      ownersOf(before).map(({ manager, fieldsV1 }) => ({ manager, fieldsV1 })),
    );
  });

  it('loses no write of others: both begin again when they meet', async () => {
    const before = await applied(configMap('busy', { a: '1' }), 'gitops');
    const { call, record, now } = await changed(before, [{ path: ['data', 'a'], to: 'x' }]);
    const key = here('v1', 'ConfigMap', 'busy');
    const others = Array.from({ length: 20 }, (_, at) =>
      cluster.patch(key, { type: 'merge', manager: 'colleague', body: { data: { [`k${at}`]: String(at) } } }),
    );
    await eventually(async () => {
      await restoreFields(call, record);
      return true;
    });
    await Promise.all(others);
    const data = (await now())['data'] as Record<string, string>;
    expect(data['a']).toBe('1');
    expect(Object.keys(data)).toHaveLength(21);
  });

  it('owes nothing for an object that was made anew', async () => {
    const before = await applied(configMap('anew', { a: '1' }), 'gitops');
    const { call, record, now } = await changed(before, [{ path: ['data', 'a'], to: 'x' }]);
    await cluster.delete(here('v1', 'ConfigMap', 'anew'));
    const successor = await applied(configMap('anew', { a: 'x' }), 'gitops');
    await restoreFields(call, record);
    await setFields(call, record);
    expect(await now()).toEqual(successor);
  });
});
