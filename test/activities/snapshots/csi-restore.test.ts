import type { NewObject } from '../../../activities/cluster.ts';
import { failure, FailureType } from '../../../activities/failures.ts';
import { csiVolumeSnapshot as snapshotter } from '../../../activities/snapshots/csi-volume-snapshot.ts';
import { asWorkload } from '../../../activities/kubernetes/views.ts';
import type { ClusterCall } from '../../support/fake-cluster-calls.ts';
import { keyOf } from './csi-controllers.ts';
import { type CsiWorld, csiWorld, SET } from './csi-world.ts';

async function changed(extra: readonly NewObject[] = []) {
  const world = csiWorld(extra);
  const reference = await snapshotter.take('run', world.call());
  world.write('data-ledger-0', 'changed');
  return { world, reference };
}

const failed = (message: RegExp) => ({ message: expect.stringMatching(message) });
const replicas = (world: CsiWorld) => asWorkload(world.cluster.seen(SET)!).spec?.replicas;
const pod = (name: string, ownerReferences: object[]): NewObject => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { namespace: 'shop', name, ownerReferences: ownerReferences as never },
  spec: { volumes: [{ persistentVolumeClaim: { claimName: 'data-ledger-0' } }] },
  status: { phase: 'Running' },
});

describe('a restore of volumes', () => {
  it('scales to 0, makes the claims anew as they were, and scales back', async () => {
    const { world, reference } = await changed();
    const from = world.cluster.calls.length;
    const { keptAside } = await snapshotter.restore(reference, world.call());
    const writes = world.cluster.calls.slice(from).filter(({ verb }) => ['create', 'patch', 'delete'].includes(verb));
    expect(writes.map(({ verb, what }) => `${verb} ${what.replaceAll(/-[0-9a-f]{16}-/g, '-SET-')}`)).toEqual([
      'patch StatefulSet shop/ledger',
      'create VolumeSnapshot shop/gameday-aside-SET-data-ledger-0',
      'create VolumeSnapshot shop/gameday-aside-SET-data-ledger-1',
      'delete PersistentVolumeClaim shop/data-ledger-0',
      'create PersistentVolumeClaim shop/data-ledger-0',
      'delete PersistentVolumeClaim shop/data-ledger-1',
      'create PersistentVolumeClaim shop/data-ledger-1',
      'patch StatefulSet shop/ledger',
      'patch StatefulSet shop/ledger',
    ]);
    expect(keptAside).toMatch(/^volumesnapshots gameday-aside-\w+-data-ledger-0, \S+ in namespace shop$/);
    expect(world.contents()).toEqual({ 'data-ledger-0': 'state of 0', 'data-ledger-1': 'state of 1' });
    expect(world.double.kept('gameday-aside')).toEqual(['changed', 'state of 1']);
    const [claim] = world.seen('PersistentVolumeClaim');
    expect(claim).toMatchObject({
      metadata: { labels: { app: 'ledger' }, annotations: { team: 'storage' } },
      spec: { accessModes: ['ReadWriteOnce'], storageClassName: 'double', resources: { requests: { storage: '1Ki' } } },
    });
    expect(claim?.metadata.annotations).not.toHaveProperty('volume.kubernetes.io/storage-provisioner');
    expect(claim?.['spec']).not.toHaveProperty('volumeName');
  });

  it('keeps nothing aside when told so', async () => {
    const { world, reference } = await changed();
    const { keptAside } = await snapshotter.restore(reference, world.call({ keepAside: false }));
    expect(keptAside).toBe('nothing (keepAside: false)');
    expect(world.seen('VolumeSnapshot')).toHaveLength(2);
  });

  it('asks for as much as the driver says that the snapshot needs', async () => {
    const { world, reference } = await changed();
    for (const content of world.seen('VolumeSnapshotContent')) {
      world.cluster.change(keyOf(content), (now) => ({
        ...now,
        status: { ...(now['status'] as object), restoreSize: 5000 },
      }));
    }
    await snapshotter.restore(reference, world.call());
    expect(world.seen('PersistentVolumeClaim')[0]).toMatchObject({
      spec: { resources: { requests: { storage: '5000' } } },
    });
  });

  it('restores a claim that is gone', async () => {
    const { world, reference } = await changed();
    world.cluster.change(SET, (now) => ({ ...now, spec: { ...(now['spec'] as object), replicas: 0 } }));
    world.cluster.vanish({ apiVersion: 'v1', kind: 'PersistentVolumeClaim', namespace: 'shop', name: 'data-ledger-1' });
    await snapshotter.restore(reference, world.call());
    expect(world.contents()).toEqual({ 'data-ledger-0': 'state of 0', 'data-ledger-1': 'state of 1' });
    expect(replicas(world)).toBe(0);
  });

  it('lets what was halted run again when its pods do not end', async () => {
    const { world, reference } = await changed();
    world.double.trouble.podsStay = true;
    await expect(snapshotter.restore(reference, world.call({ timeout: 5_000 }))).rejects.toMatchObject(
      failed(/^The volumes were not restored: after 5 s they are still used by shop\/ledger-0, shop\/ledger-1/),
    );
    expect({ replicas: replicas(world), data: world.contents()['data-ledger-0'] }).toEqual({
      replicas: 2,
      data: 'changed',
    });
    expect(world.cluster.seen(SET)?.metadata.labels ?? {}).toEqual({});
  });

  it('says that what was halted was left at 0 when it cannot let it run again, and the next attempt goes on', async () => {
    const { world, reference } = await changed();
    const away = failure(FailureType.effectFailed, 'The API server does not answer.');
    world.cluster.failAt(({ verb, what }) => verb === 'create' && what.includes('gameday-aside'), away);
    let scaled = 0;
    const isScalingBack = ({ verb, what }: ClusterCall) =>
      verb === 'patch' && what === 'StatefulSet shop/ledger' && (scaled += 1) === 2;
    world.cluster.failAt(isScalingBack, away);
    await expect(snapshotter.restore(reference, world.call())).rejects.toMatchObject({
      type: FailureType.effectFailed,
      nonRetryable: false,
      message: expect.stringContaining('was scaled to 0 for the restore was not scaled back: The API server'),
    });
    expect(replicas(world)).toBe(0);
    await snapshotter.restore(reference, world.call());
    expect({ replicas: replicas(world), data: world.contents()['data-ledger-0'] }).toEqual({
      replicas: 2,
      data: 'state of 0',
    });
  });

  it('lets it run again when what is there cannot be kept aside, and keeps it anew the next time', async () => {
    const { world, reference } = await changed();
    world.double.trouble.refuses = 'no space';
    await expect(snapshotter.restore(reference, world.call())).rejects.toMatchObject(failed(/no space/));
    expect({ replicas: replicas(world), data: world.contents()['data-ledger-0'] }).toEqual({
      replicas: 2,
      data: 'changed',
    });
    delete world.double.trouble.refuses;
    world.write('data-ledger-0', 'changed again');
    await snapshotter.restore(reference, world.call());
    expect(world.double.kept('gameday-aside')).toEqual(['changed again', 'state of 1']);
  });

  it('says what is not ready afterwards, and the next attempt waits for it again', async () => {
    const { world, reference } = await changed();
    world.double.trouble.podsFail = true;
    const call = world.call({ timeout: 5_000 });
    await expect(snapshotter.restore(reference, call)).rejects.toMatchObject(
      failed(/^The volumes were restored, but StatefulSet shop\/ledger is not ready after 5 s \(0 of 2 replicas\)/),
    );
    delete world.double.trouble.podsFail;
    await snapshotter.restore(reference, call);
    expect(world.cluster.seen(SET)?.metadata.labels ?? {}).toEqual({});
  });

  it.each<[string, NewObject[], RegExp]>([
    [
      'a pod that nobody controls',
      [pod('lonely', [])],
      /pod shop\/lonely uses a volume, and nothing that can be scaled controls it\. Nothing was changed/,
    ],
    [
      'a pod of what cannot be scaled',
      [
        { apiVersion: 'batch/v1', kind: 'Job', metadata: { namespace: 'shop', name: 'backup', uid: 'u1' } },
        pod('backup-x', [{ apiVersion: 'batch/v1', kind: 'Job', name: 'backup', uid: 'u1', controller: true }]),
      ],
      /Job shop\/backup controls pod shop\/backup-x, and would bring it back/,
    ],
  ])('is refused, and changes nothing, for %s', async (_, extra, message) => {
    const { world, reference } = await changed(extra);
    const writes = world.cluster.writes().length;
    await expect(snapshotter.restore(reference, world.call())).rejects.toMatchObject(failed(message));
    expect(world.cluster.writes()).toHaveLength(writes);
  });

  it('is refused for a set that would lose its claims', async () => {
    const { world, reference } = await changed();
    const policy = { persistentVolumeClaimRetentionPolicy: { whenScaled: 'Delete' } };
    world.cluster.change(SET, (now) => ({ ...now, spec: { ...(now['spec'] as object), ...policy } }));
    await expect(snapshotter.restore(reference, world.call())).rejects.toMatchObject(
      failed(/statefulset shop\/ledger deletes its claims when it is scaled down/),
    );
    expect(replicas(world)).toBe(2);
  });

  it('does not fight with whoever makes the claim meanwhile', async () => {
    const { world, reference } = await changed();
    world.cluster.before(
      ({ verb, what }) => verb === 'create' && what.startsWith('PersistentVolumeClaim'),
      () =>
        world.cluster.put({
          apiVersion: 'v1',
          kind: 'PersistentVolumeClaim',
          metadata: { namespace: 'shop', name: 'data-ledger-0' },
        }),
    );
    await expect(snapshotter.restore(reference, world.call())).rejects.toMatchObject({
      type: 'ChangedByOthers',
      message: expect.stringMatching(/^Claim shop\/data-ledger-0 was not restored: somebody made another one/),
    });
  });

  it('leaves alone who has scaled it meanwhile', async () => {
    const { world, reference } = await changed();
    world.cluster.before(
      ({ verb, what }) => verb === 'create' && what === 'PersistentVolumeClaim shop/data-ledger-1',
      () => world.cluster.change(SET, (now) => ({ ...now, spec: { ...(now['spec'] as object), replicas: 1 } })),
    );
    await snapshotter.restore(reference, world.call());
    expect(replicas(world)).toBe(1);
  });
});

describe('the retention of volume snapshots', () => {
  it('never touches what others made', async () => {
    const world = csiWorld();
    const foreign = {
      apiVersion: 'snapshot.storage.k8s.io/v1',
      kind: 'VolumeSnapshot',
      metadata: { namespace: 'shop', name: 'theirs' },
      spec: { source: { persistentVolumeClaimName: 'data-ledger-0' } },
    };
    world.cluster.put(foreign);
    await snapshotter.take('old', world.call());
    world.now += 10_000;
    const kept = await snapshotter.take('kept', world.call());
    await snapshotter.discardOld(kept, world.call({ keep: 1, keepFor: 1 }));
    expect(world.seen('VolumeSnapshot').map(({ metadata }) => metadata.name)).toEqual(
      expect.arrayContaining(['theirs']),
    );
    expect(world.seen('VolumeSnapshot')).toHaveLength(3);
  });
});
