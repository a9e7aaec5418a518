import type { Cluster, ClusterObject, NewObject, ObjectKey } from '../../../activities/cluster.ts';
import { eventually } from '../../support/eventually.ts';

export interface Opened {
  readonly cluster: Cluster;
  /** Empty, and of the test alone. */
  readonly namespace: string;
  close(): Promise<void>;
}

const NEVER = '00000000-0000-0000-0000-000000000000';

/** What the port promises about objects: run against a real API server, and against the fake, which must not lie. */
export function objectsOfACluster(name: string, open: () => Promise<Opened>): void {
  describe(name, () => {
    let opened: Opened;
    let cluster: Cluster;
    let config: (name: string, data?: Record<string, string>, metadata?: object) => NewObject;
    let keyOf: (name: string, kind?: Pick<ObjectKey, 'apiVersion' | 'kind'>) => ObjectKey;
    const made = async (object: NewObject): Promise<ClusterObject> => {
      const written = await cluster.create(object, { manager: 'test' });
      if (written.outcome !== 'written') throw new Error(JSON.stringify(written));
      return written.object;
    };
    const read = async (key: ObjectKey): Promise<ClusterObject> => {
      const found = await cluster.get(key);
      if (found === undefined) throw new Error(`${key.name} is gone`);
      return found;
    };

    beforeAll(async () => {
      opened = await open();
      ({ cluster } = opened);
      const { namespace } = opened;
      config = (of, data = { mode: 'safe' }, metadata = {}) => ({
        apiVersion: 'v1',
        kind: 'ConfigMap',
        metadata: { ...metadata, namespace, name: of },
        data,
      });
      keyOf = (of, { apiVersion, kind } = { apiVersion: 'v1', kind: 'ConfigMap' }) => ({
        apiVersion,
        kind,
        namespace,
        name: of,
      });
    }, 60_000);
    afterAll(async () => opened?.close(), 90_000);

    it('creates an object once, and says what is not there', async () => {
      const { metadata } = await made(config('once'));
      expect(metadata).toMatchObject({ namespace: opened.namespace, name: 'once' });
      expect(metadata.uid).toMatch(/^[0-9a-f-]{36}$/);
      expect(await cluster.create(config('once'))).toMatchObject({ outcome: 'conflict' });
      expect(await cluster.get(keyOf('never'))).toBeUndefined();
      expect(await cluster.get({ ...keyOf('once'), namespace: 'not-there' })).toBeUndefined();
      expect(await cluster.delete(keyOf('never'))).toBe('gone');
      const patch = { type: 'merge', body: { data: { a: 'b' } } } as const;
      expect(await cluster.patch(keyOf('never'), patch)).toEqual({ outcome: 'gone' });
    });

    it('creates nothing in a namespace that is not there', async () => {
      const elsewhere = { ...config('a'), metadata: { namespace: 'not-there', name: 'a' } };
      expect(await cluster.create(elsewhere)).toEqual({ outcome: 'gone' });
      const apply = { type: 'apply', body: elsewhere } as const;
      expect(await cluster.patch({ ...keyOf('a'), namespace: 'not-there' }, apply)).toEqual({ outcome: 'gone' });
    });

    it('lists by labels, by fields and sorted, each object with what it is', async () => {
      await made(config('list-b', {}, { labels: { part: 'list', tier: 'canary' } }));
      await made(config('list-a', {}, { labels: { part: 'list' } }));
      const names = async (query: { labels?: string; fields?: string }) => {
        const found = await cluster.list({
          apiVersion: 'v1',
          kind: 'ConfigMap',
          namespace: opened.namespace,
          ...query,
        });
        expect(found.every(({ kind, apiVersion }) => kind === 'ConfigMap' && apiVersion === 'v1')).toBe(true);
        return found.map(({ metadata }) => metadata.name);
      };
      expect(await names({ labels: 'part=list' })).toEqual(['list-a', 'list-b']);
      expect(await names({ labels: 'part in (list,other),!tier' })).toEqual(['list-a']);
      expect(await names({ labels: 'part=list,tier notin (canary)' })).toEqual(['list-a']);
      expect(await names({ labels: 'part=list', fields: 'metadata.name=list-b' })).toEqual(['list-b']);
      const everywhere = await cluster.list({ apiVersion: 'v1', kind: 'ConfigMap', labels: 'part=list' });
      expect(everywhere.length).toBeGreaterThanOrEqual(2);
      const nowhere = { apiVersion: 'v1', kind: 'ConfigMap', namespace: 'not-there' };
      expect(await cluster.list(nowhere)).toEqual([]);
    });

    it('replaces only what is as it was read', async () => {
      const old = await made(config('replaced'));
      const changed = await cluster.patch(keyOf('replaced'), { type: 'merge', body: { data: { mode: 'fast' } } });
      expect(changed.outcome).toBe('written');
      expect(await cluster.replace(old)).toMatchObject({ outcome: 'conflict' });
      const now = await read(keyOf('replaced'));
      expect(await cluster.replace({ ...now, metadata: { ...now.metadata, uid: NEVER } })).toMatchObject({
        outcome: 'conflict',
      });
      expect(await cluster.replace({ ...now, data: { mode: 'slow' } })).toMatchObject({ outcome: 'written' });
      await cluster.delete(keyOf('replaced'));
      expect(await cluster.replace(now)).toEqual({ outcome: 'gone' });
    });

    it('patches only the version or the incarnation that is meant', async () => {
      const { metadata } = await made(config('merged'));
      const merge = (about: object) =>
        cluster.patch(keyOf('merged'), { type: 'merge', body: { metadata: about, data: { mode: null, more: 'x' } } });
      expect(await merge({ resourceVersion: '1' })).toMatchObject({ outcome: 'conflict' });
      expect(await merge({ uid: NEVER })).toMatchObject({ outcome: 'conflict' });
      expect(await read(keyOf('merged'))).toMatchObject({ data: { mode: 'safe' } });
      expect(await merge({ resourceVersion: metadata.resourceVersion, uid: metadata.uid })).toMatchObject({
        outcome: 'written',
      });
      expect((await read(keyOf('merged')))['data']).toEqual({ more: 'x' });
    });

    it('makes a JSON patch conditional by its test', async () => {
      await made(config('tested'));
      const patch = (seen: string, path = '/data/mode') =>
        cluster.patch(keyOf('tested'), {
          type: 'json',
          body: [
            { op: 'test', path, value: seen },
            { op: 'replace', path, value: 'fast' },
            { op: 'add', path: '/metadata/labels', value: { 'gameday.dev/fault': 'x' } },
          ],
        });
      expect(await patch('other')).toMatchObject({ outcome: 'conflict' });
      expect(await patch('safe', '/data/nothing')).toMatchObject({ outcome: 'conflict' });
      expect(await patch('safe')).toMatchObject({ outcome: 'written' });
      expect(await read(keyOf('tested'))).toMatchObject({
        data: { mode: 'fast' },
        metadata: { labels: { 'gameday.dev/fault': 'x' } },
      });
    });

    it('applies fields of its own, and no others', async () => {
      await made(config('applied', { mode: 'safe', other: '1' }));
      const apply = (data: object, more: { force?: boolean; manager?: string } = {}) =>
        cluster.patch(keyOf('applied'), {
          type: 'apply',
          manager: 'gameday',
          body: { ...config('applied'), data },
          ...more,
        });
      expect(await apply({ mode: 'fast' })).toEqual({
        outcome: 'conflict',
        detail: 'Apply failed with 1 conflict: conflict with "test" using v1: .data.mode',
      });
      expect(await apply({ mode: 'fast', mine: 'x' }, { force: true })).toMatchObject({ outcome: 'written' });
      const forced = await read(keyOf('applied'));
      expect(forced['data']).toEqual({ mode: 'fast', other: '1', mine: 'x' });
      const own = { manager: 'gameday', operation: 'Apply', fieldsV1: { 'f:data': { 'f:mode': {}, 'f:mine': {} } } };
      expect(forced.metadata.managedFields).toContainEqual(expect.objectContaining(own));
      expect(await apply({ mode: 'fast' })).toMatchObject({ outcome: 'written' });
      expect((await read(keyOf('applied')))['data']).toEqual({ mode: 'fast', other: '1' });
      expect(await apply({ mode: 'slow' }, { manager: 'somebody' })).toMatchObject({
        outcome: 'conflict',
        detail: expect.stringContaining('conflict with "gameday": .data.mode'),
      });
    });

    it('creates what is applied and not there', async () => {
      const apply = { type: 'apply', manager: 'gameday', body: config('new') } as const;
      expect(await cluster.patch(keyOf('new'), apply)).toMatchObject({ outcome: 'written' });
      const { metadata } = await read(keyOf('new'));
      await cluster.patch(keyOf('new'), apply);
      expect((await read(keyOf('new'))).metadata.resourceVersion).toBe(metadata.resourceVersion);
    });

    it('asks in a dry run, and changes nothing', async () => {
      const before = await made(config('dry'));
      const dryRun = true;
      const patched = await cluster.patch(keyOf('dry'), { type: 'merge', body: { data: { mode: 'fast' } }, dryRun });
      expect(patched).toMatchObject({ outcome: 'written', object: { data: { mode: 'fast' } } });
      expect(await cluster.replace({ ...before, data: {} }, { dryRun })).toMatchObject({ outcome: 'written' });
      expect(await cluster.create(config('dry-new'), { dryRun })).toMatchObject({ outcome: 'written' });
      expect(await cluster.delete(keyOf('dry'), { dryRun })).toBe('accepted');
      expect(await cluster.get(keyOf('dry'))).toEqual(before);
      expect(await cluster.get(keyOf('dry-new'))).toBeUndefined();
    });

    it('deletes only what is meant, and only as it was seen', async () => {
      const { metadata } = await made(config('deleted'));
      const { uid, resourceVersion } = metadata;
      expect(await cluster.delete(keyOf('deleted'), { uid: NEVER })).toBe('conflict');
      await cluster.patch(keyOf('deleted'), { type: 'merge', body: { data: { mode: 'fast' } } });
      expect(await cluster.delete(keyOf('deleted'), { uid, resourceVersion })).toBe('conflict');
      expect(await cluster.delete(keyOf('deleted'), { uid })).toBe('accepted');
      expect(await cluster.get(keyOf('deleted'))).toBeUndefined();
    });

    it('keeps an object with a finalizer, marked, until that is taken away', async () => {
      const { metadata } = await made(config('kept', {}, { finalizers: ['gameday.dev/test'] }));
      expect(await cluster.delete(keyOf('kept'))).toBe('accepted');
      expect(await cluster.delete(keyOf('kept'), { uid: metadata.uid })).toBe('accepted');
      expect((await read(keyOf('kept'))).metadata.deletionTimestamp).toBeDefined();
      await cluster.patch(keyOf('kept'), { type: 'merge', body: { metadata: { finalizers: null } } });
      expect(await cluster.get(keyOf('kept'))).toBeUndefined();
    });

    it('deletes what belongs to an object too', async () => {
      const owner = await made(config('owner'));
      const { uid } = owner.metadata;
      const ownerReferences = [{ apiVersion: 'v1', kind: 'ConfigMap', name: 'owner', uid }];
      await made(config('owned', {}, { ownerReferences }));
      await cluster.delete(keyOf('owner'), { propagation: 'Background' });
      await eventually(async () => (await cluster.get(keyOf('owned'))) === undefined, 20_000);
      expect(await cluster.get(keyOf('owner'))).toBeUndefined();
    });

    it('counts changes of a spec, but not of labels, and writes nothing when nothing changes', async () => {
      const kind = { apiVersion: 'apps/v1', kind: 'Deployment' };
      const key = keyOf('web', kind);
      const labels = { app: 'web' };
      const containers = [{ name: 'web', image: 'gameday/busybox:1', imagePullPolicy: 'Never' }];
      const template = { metadata: { labels }, spec: { containers } };
      const spec = { replicas: 0, paused: true, selector: { matchLabels: labels }, template };
      await made({ ...kind, metadata: { namespace: opened.namespace, name: 'web' }, spec });
      expect((await read(key)).metadata.generation).toBe(1);
      await cluster.patch(key, { type: 'merge', body: { metadata: { labels } } });
      expect((await read(key)).metadata.generation).toBe(1);
      await cluster.patch(key, { type: 'merge', body: { spec: { minReadySeconds: 3 } } });
      expect((await read(key)).metadata.generation).toBe(2);
      const scaled = await cluster.patch(key, { type: 'merge', subresource: 'scale', body: { spec: { replicas: 1 } } });
      expect(scaled).toMatchObject({ outcome: 'written', object: { kind: 'Scale', spec: { replicas: 1 } } });
      expect(await read(key)).toMatchObject({ spec: { replicas: 1, minReadySeconds: 3 }, metadata: { generation: 3 } });
      await cluster.patch(key, { type: 'merge', body: { status: { observedGeneration: 99 } } });
      expect(await read(key)).not.toMatchObject({ status: { observedGeneration: 99 } });
    });

    it('knows kinds, and says which it does not know', async () => {
      expect(await cluster.resourceOf({ apiVersion: 'apps/v1', kind: 'StatefulSet' })).toMatchObject({
        plural: 'statefulsets',
        namespaced: true,
        verbs: expect.arrayContaining(['get', 'patch', 'delete']),
      });
      expect(await cluster.resourceOf({ apiVersion: 'v1', kind: 'Node' })).toMatchObject({ namespaced: false });
      expect(await cluster.resourceOf({ apiVersion: 'v1', kind: 'Knot' })).toBeUndefined();
      expect(await cluster.resourceOf({ apiVersion: 'no.such/v1', kind: 'Knot' })).toBeUndefined();
      await expect(cluster.get(keyOf('a', { apiVersion: 'v1', kind: 'Knot' }))).rejects.toMatchObject({
        type: 'Unsupported',
      });
    });

    it('reads paths of the server, and its clock', async () => {
      const version = await cluster.read('/version');
      expect(version).toMatchObject({ status: 200, body: { major: '1' } });
      expect(Math.abs(Date.parse(version.date ?? '') - Date.now())).toBeLessThan(60_000);
      expect(await cluster.read('/nothing/here')).toMatchObject({ status: 404 });
    });

    it('does nothing for a signal that is aborted', async () => {
      const reason = new Error('enough');
      const signal = AbortSignal.abort(reason);
      await expect(cluster.get(keyOf('a'), signal)).rejects.toBe(reason);
      await expect(cluster.create(config('aborted'), { signal })).rejects.toBe(reason);
      expect(await cluster.get(keyOf('aborted'))).toBeUndefined();
    });
  });
}
