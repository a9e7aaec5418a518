import type { NewObject } from '../../../activities/cluster.ts';
import { fakeCluster } from '../../support/fake-cluster.ts';
import { csiVolumeSnapshot as snapshotter } from '../../../activities/snapshots/csi-volume-snapshot.ts';
import { keyOf } from './csi-controllers.ts';
import { csiWorld } from './csi-world.ts';

const failed = (message: RegExp) => ({ type: 'SnapshotFailed', message: expect.stringMatching(message) });

describe('a snapshot of volumes', () => {
  it('is one VolumeSnapshot for each claim of the set, with our label and the claim as it was', async () => {
    const world = csiWorld();
    const reference = await snapshotter.take('experiment/day/1', world.call({ class: 'double' }));
    expect(reference).toMatchObject({
      kind: 'csi-volume-snapshot',
      subject: 'statefulset shop/ledger',
      files: 2,
      bytes: 2048,
      method: 'CSI driver double.csi',
      verified: 'ready',
    });
    const [first] = world.seen('VolumeSnapshot');
    expect(first).toMatchObject({
      metadata: {
        namespace: 'shop',
        name: expect.stringMatching(/^gameday-[0-9a-f]{16}-data-ledger-0$/),
        labels: {
          'gameday.dev/snapshot': expect.stringMatching(/^[0-9a-f]{16}$/),
          'app.kubernetes.io/managed-by': 'gameday',
        },
        annotations: { 'gameday.dev/snapshot-id': 'experiment/day/1', 'gameday.dev/claims': '2' },
      },
      spec: { source: { persistentVolumeClaimName: 'data-ledger-0' }, volumeSnapshotClassName: 'double' },
    });
    expect(JSON.parse(first?.metadata.annotations?.['gameday.dev/claim'] ?? '')).toMatchObject({
      name: 'data-ledger-0',
      labels: { app: 'ledger' },
      annotations: { team: 'storage' },
      spec: { accessModes: ['ReadWriteOnce'], storageClassName: 'double' },
    });
  });

  it('leaves the class to the cluster when none is named', async () => {
    const world = csiWorld();
    await snapshotter.take('run', world.call());
    expect(world.seen('VolumeSnapshot')[0]?.['spec']).not.toHaveProperty('volumeSnapshotClassName');
  });

  it('can be of the claims with a label', async () => {
    const world = csiWorld();
    const call = world.call({ statefulSet: undefined, labels: { app: 'ledger' } });
    expect(await snapshotter.take('run', call)).toMatchObject({ files: 2, subject: 'claims app=ledger in shop' });
  });

  it('of a set takes only the claims of the replicas that it wants', async () => {
    const left: NewObject = {
      apiVersion: 'v1',
      kind: 'PersistentVolumeClaim',
      metadata: { namespace: 'shop', name: 'data-ledger-2' },
      status: { phase: 'Bound' },
    };
    const world = csiWorld([left]);
    expect(await snapshotter.take('run', world.call())).toMatchObject({ files: 2 });
  });

  it.each<[string, Parameters<ReturnType<typeof csiWorld>['call']>[0], RegExp]>([
    [
      'there is no such set',
      { statefulSet: 'leger' },
      /^No volume was snapshotted: there is no statefulset shop\/leger\. Correct/,
    ],
    [
      'no claim has the labels',
      { statefulSet: undefined, labels: 'app=x' },
      /no claims in namespace shop have labels app=x/,
    ],
  ])('is refused when %s', async (_, given, message) => {
    const world = csiWorld();
    await expect(snapshotter.take('run', world.call(given))).rejects.toMatchObject(failed(message));
    expect(world.seen('VolumeSnapshot')).toEqual([]);
  });

  it('is refused while a claim has no volume', async () => {
    const world = csiWorld();
    const [claim] = world.seen('PersistentVolumeClaim');
    world.cluster.change(keyOf(claim!), (now) => ({ ...now, status: { phase: 'Lost' } }));
    await expect(snapshotter.take('run', world.call())).rejects.toMatchObject(
      failed(/claim shop\/data-ledger-0 is Lost\. Wait until it is Bound/),
    );
  });

  it('is refused with the words of the driver, once they stand for a while, and leaves nothing', async () => {
    const world = csiWorld();
    world.double.trouble.refuses = 'rpc error: code = ResourceExhausted desc = no space for snapshots.';
    const began = world.now;
    await expect(snapshotter.take('run', world.call())).rejects.toMatchObject(
      failed(
        /^The volumes were not snapshotted: volumesnapshot shop\/gameday-\w+-data-ledger-0 of claim data-ledger-0: rpc error: code = ResourceExhausted desc = no space for snapshots\. Look at/,
      ),
    );
    expect(world.now - began).toBeGreaterThanOrEqual(5_000);
    expect(world.seen('VolumeSnapshot')).toEqual([]);
  });

  it('goes on when an error goes away again', async () => {
    const world = csiWorld();
    world.double.trouble.refuses = 'the object has been modified';
    const call = world.call();
    const taking = snapshotter.take('run', {
      ...call,
      progress: (text) => {
        if (!text.startsWith('0 of 2') || world.double.trouble.refuses === undefined) return;
        delete world.double.trouble.refuses;
        for (const snapshot of world.seen('VolumeSnapshot')) {
          world.cluster.change(keyOf(snapshot), ({ status: _status, ...rest }) => rest);
        }
      },
    });
    expect(await taking).toMatchObject({ files: 2 });
  });

  it('is refused when it is not ready in time, and says what is missing', async () => {
    const world = csiWorld();
    world.double.trouble.hangs = true;
    await expect(snapshotter.take('run', world.call({ timeout: 30_000 }))).rejects.toMatchObject(
      failed(/not ready after 30 s: volumesnapshot \S+ of claim data-ledger-0: it has no content yet; volumesnapshot /),
    );
    expect(world.seen('VolumeSnapshot')).toEqual([]);
  });

  it.each<[string, (status: Record<string, unknown>) => object, object, RegExp]>([
    [
      'its content belongs to another snapshot',
      (status) => status,
      { volumeSnapshotRef: { uid: 'another' } },
      /belongs to another snapshot \(uid another\)/,
    ],
    [
      'it was cut before it was asked for',
      (status) => ({ ...status, creationTime: '2026-11-19T23:59:00Z' }),
      {},
      /it was cut at 2026-11-19T23:59:00Z, before it was asked for/,
    ],
  ])('is not taken for ready when %s', async (_, change, spec, message) => {
    const world = csiWorld();
    const call = world.call({ timeout: 10_000 });
    const progress = () => {
      for (const snapshot of world.seen('VolumeSnapshot')) {
        world.cluster.change(keyOf(snapshot), (now) => ({
          ...now,
          status: change(now['status'] as Record<string, unknown>),
        }));
      }
      for (const content of world.seen('VolumeSnapshotContent')) {
        world.cluster.change(keyOf(content), (now) => ({ ...now, spec: { ...(now['spec'] as object), ...spec } }));
      }
    };
    world.double.afterCut = progress;
    await expect(snapshotter.take('run', call)).rejects.toMatchObject(failed(message));
  });

  it('does not take an id that a snapshot of something else has', async () => {
    const world = csiWorld();
    await snapshotter.take('run', world.call());
    const other = world.call({ statefulSet: undefined, labels: 'app=ledger' });
    await expect(snapshotter.take('run', other)).rejects.toMatchObject(
      failed(
        /^The claims app=ledger in shop was not snapshotted: id run is taken by a snapshot of statefulset shop\/ledger/,
      ),
    );
  });

  it('says what to install where there are no snapshots', async () => {
    const world = csiWorld();
    const { ports, ...call } = world.call();
    const bare = { ...call, ports: { ...ports, cluster: fakeCluster() } };
    await expect(snapshotter.take('run', bare)).rejects.toMatchObject({
      type: 'Unsupported',
      message: expect.stringMatching(/does not know VolumeSnapshot of snapshot\.storage\.k8s\.io\/v1\. Install/),
    });
  });
});
