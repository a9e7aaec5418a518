import type { ClusterObject } from '../../activities/cluster.ts';
import { eventually } from '../support/eventually.ts';
import { useNamespace } from '../support/kubernetes.ts';

describe('snapshots of volumes, by the real controllers and a CSI driver double', () => {
  const namespace = useNamespace('snapshots');
  const inPod = (pod: string, script: string): Promise<string> =>
    namespace.kubectl('exec', pod, '--', 'sh', '-c', script);
  const ready = (pod: string): Promise<string> =>
    namespace.kubectl('wait', '--for=condition=Ready', `pod/${pod}`, '--timeout=90s');
  const snapshotNamed = async (name: string): Promise<ClusterObject | undefined> =>
    namespace.cluster.get({ apiVersion: SNAPSHOTS, kind: 'VolumeSnapshot', namespace: namespace.name, name });
  const readyToUse = (name: string) =>
    eventually(async () => statusOf(await snapshotNamed(name)).readyToUse === true, 60_000, `${name} is ready`);

  let firstNode = '';
  let lastNode = '';

  beforeAll(async () => {
    const nodes = (await namespace.kubectl('get', 'nodes', '-o', 'jsonpath={.items[*].metadata.name}')).split(' ');
    [firstNode = '', lastNode = firstNode] = [nodes[0], nodes.at(-1)];
    await namespace.apply(list(claim('data'), podWith('writer', 'data', firstNode)));
    await ready('writer');
    await inPod(
      'writer',
      'echo before >/data/text; mkdir /data/folder; echo deep >/data/folder/file; chmod 600 /data/folder/file',
    );
  }, 180_000);

  it('become ready, and a claim that begins with one has its data, on the other node', async () => {
    await namespace.apply(list(snapshot('first', 'data')));
    await readyToUse('first');
    await inPod('writer', 'echo after >/data/text');

    await namespace.apply(list(claim('restored', 'first'), podWith('reader', 'restored', lastNode)));
    await ready('reader');
    expect(await inPod('reader', 'cat /data/text /data/folder/file; stat -c %a /data/folder/file')).toBe(
      'before\ndeep\n600\n',
    );
    expect(await inPod('writer', 'cat /data/text')).toBe('after\n');
  }, 180_000);

  it('survive the volume that they were taken of, and take their data along when they are deleted', async () => {
    await namespace.apply(list(claim('short-lived'), podWith('short', 'short-lived', firstNode)));
    await ready('short');
    await inPod('short', 'echo kept >/data/text');
    await namespace.apply(list(snapshot('kept', 'short-lived')));
    await readyToUse('kept');
    await namespace.kubectl('delete', 'pod/short', 'pvc/short-lived', '--grace-period=1');
    await namespace.apply(list(claim('again', 'kept'), podWith('again', 'again', firstNode)));
    await ready('again');
    expect(await inPod('again', 'cat /data/text')).toBe('kept\n');

    const { boundVolumeSnapshotContentName: content } = statusOf(await snapshotNamed('kept'));
    await namespace.kubectl('delete', 'volumesnapshot/kept');
    const gone = { apiVersion: SNAPSHOTS, kind: 'VolumeSnapshotContent', name: String(content) };
    await eventually(async () => (await namespace.cluster.get(gone)) === undefined, 60_000);
  }, 240_000);

  it('can be told to fail, or to become ready late, by their class', async () => {
    const named = (suffix: string): string => `${namespace.name}-${suffix}`;
    await namespace.apply(
      list(
        snapshotClass(named('broken'), { fail: 'the array is full' }),
        snapshotClass(named('slow'), { readyAfter: '1h' }),
      ),
    );
    try {
      await namespace.apply(list(snapshot('broken', 'data', named('broken')), snapshot('slow', 'data', named('slow'))));
      const message = await eventually(async () => statusOf(await snapshotNamed('broken')).error?.message, 60_000);
      expect(message).toContain('the array is full');
      await eventually(async () => statusOf(await snapshotNamed('slow')).readyToUse === false, 60_000);
      await namespace.kubectl('delete', 'volumesnapshot/broken', 'volumesnapshot/slow');
    } finally {
      await namespace.kubectl('delete', 'volumesnapshotclass', named('broken'), named('slow'));
    }
  }, 180_000);
});

const SNAPSHOTS = 'snapshot.storage.k8s.io/v1';

interface SnapshotStatus {
  readonly readyToUse?: boolean;
  readonly boundVolumeSnapshotContentName?: string;
  readonly error?: { readonly message?: string };
}

const statusOf = (object: ClusterObject | undefined): SnapshotStatus => object?.['status'] ?? {};

const list = (...items: readonly object[]): string => JSON.stringify({ apiVersion: 'v1', kind: 'List', items });

const claim = (name: string, snapshotName?: string): object => ({
  apiVersion: 'v1',
  kind: 'PersistentVolumeClaim',
  metadata: { name },
  spec: {
    storageClassName: 'gameday-double',
    accessModes: ['ReadWriteOnce'],
    resources: { requests: { storage: '16Mi' } },
    ...(snapshotName && {
      dataSource: { apiGroup: 'snapshot.storage.k8s.io', kind: 'VolumeSnapshot', name: snapshotName },
    }),
  },
});

const podWith = (name: string, claimName: string, node: string): object => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name },
  spec: {
    nodeName: node,
    terminationGracePeriodSeconds: 1,
    containers: [
      {
        name: 'main',
        image: 'gameday/busybox:1',
        imagePullPolicy: 'Never',
        command: ['sleep', '100000'],
        volumeMounts: [{ name: 'data', mountPath: '/data' }],
      },
    ],
    volumes: [{ name: 'data', persistentVolumeClaim: { claimName } }],
  },
});

const snapshot = (name: string, persistentVolumeClaimName: string, className = 'gameday-double'): object => ({
  apiVersion: SNAPSHOTS,
  kind: 'VolumeSnapshot',
  metadata: { name },
  spec: { volumeSnapshotClassName: className, source: { persistentVolumeClaimName } },
});

const snapshotClass = (name: string, parameters: Readonly<Record<string, string>>): object => ({
  apiVersion: SNAPSHOTS,
  kind: 'VolumeSnapshotClass',
  metadata: { name },
  driver: 'double.gameday.dev',
  deletionPolicy: 'Delete',
  parameters,
});
