import { csiVolumeSnapshot as snapshotter } from '../../../activities/snapshots/csi-volume-snapshot.ts';
import { keyOf } from './csi-controllers.ts';
import { type CsiWorld, csiWorld } from './csi-world.ts';

const restoreTest = { image: 'busybox:1', command: ['test', '-s', '/volumes/data-ledger-0/text'] };
const left = (world: CsiWorld) => [
  ...world.seen('Namespace').filter(({ metadata }) => metadata.name.startsWith('gameday-restore-test')),
  ...world.seen('VolumeSnapshotContent').filter(({ metadata }) => metadata.name.startsWith('gameday-restore-test')),
];

describe('the restore test of a snapshot of volumes', () => {
  it('restores a copy in a namespace of its own, looks at it, and removes it', async () => {
    const world = csiWorld();
    const from = world.cluster.calls.length;
    const reference = await snapshotter.take('run', world.call({ restoreTest }));
    expect(reference).toMatchObject({ verified: 'restore-tested', files: 2 });
    expect(left(world)).toEqual([]);
    const made = world.cluster.calls
      .slice(from)
      .filter(({ verb }) => verb === 'create')
      .map(({ args }) => args[0]);
    expect(made).toContainEqual(
      expect.objectContaining({
        kind: 'VolumeSnapshotContent',
        spec: expect.objectContaining({
          deletionPolicy: 'Retain',
          driver: 'double.csi',
          source: { snapshotHandle: expect.stringMatching(/^handle-/) },
          volumeSnapshotRef: expect.objectContaining({ name: 'data-ledger-0' }),
        }),
      }),
    );
    const pod = made.find((object) => (object as { kind: string }).kind === 'Pod');
    expect(pod).toMatchObject({
      spec: {
        automountServiceAccountToken: false,
        containers: [
          {
            image: 'busybox:1',
            command: restoreTest.command,
            volumeMounts: [{ mountPath: '/volumes/data-ledger-0' }, { mountPath: '/volumes/data-ledger-1' }],
          },
        ],
        volumes: [{ persistentVolumeClaim: { claimName: 'data-ledger-0' } }, {}],
      },
    });
    expect(world.seen('VolumeSnapshot')).toHaveLength(2);
  });

  it('is done once for each set and test', async () => {
    const world = csiWorld();
    const first = await snapshotter.take('run', world.call({ restoreTest }));
    const from = world.cluster.calls.length;
    expect(await snapshotter.take('run', world.call({ restoreTest }))).toEqual(first);
    expect(world.cluster.calls.slice(from).filter(({ verb }) => verb === 'create')).toEqual([]);
    const other = { ...restoreTest, command: ['true'] };
    await snapshotter.take('run', world.call({ restoreTest: other }));
    expect(
      world.cluster.calls.slice(from).filter(({ what }) => what.startsWith('Pod gameday-restore-test')),
    ).not.toEqual([]);
  });

  it('refuses the snapshot with the last words of the check, and leaves nothing', async () => {
    const world = csiWorld();
    world.double.trouble.checkFails = 'no such file: text';
    await expect(snapshotter.take('run', world.call({ restoreTest }))).rejects.toMatchObject({
      type: 'SnapshotFailed',
      message: expect.stringMatching(
        /does not pass the restore test: the check exited with 1: no such file: text\. Look at/,
      ),
    });
    expect(left(world)).toEqual([]);
    expect(world.seen('VolumeSnapshot')).toEqual([]);
  });

  it('is refused for a block device', async () => {
    const world = csiWorld();
    for (const claim of world.seen('PersistentVolumeClaim')) {
      world.cluster.change(keyOf(claim), (now) => ({
        ...now,
        spec: { ...(now['spec'] as object), volumeMode: 'Block' },
      }));
    }
    await expect(snapshotter.take('run', world.call({ restoreTest }))).rejects.toMatchObject({
      type: 'Unsupported',
      message: expect.stringContaining('claim data-ledger-0 is a block device'),
    });
    expect(left(world)).toEqual([]);
  });

  it('does not touch a namespace that only has its name', async () => {
    const world = csiWorld();
    const reference = await snapshotter.take('run', world.call());
    const [snapshot] = world.seen('VolumeSnapshot');
    const name = `gameday-restore-test-${snapshot?.metadata.labels?.['gameday.dev/snapshot']}`;
    world.cluster.put({ apiVersion: 'v1', kind: 'Namespace', metadata: { name } });
    await expect(snapshotter.take(reference.id, world.call({ restoreTest }))).rejects.toMatchObject({
      message: expect.stringContaining(`namespace ${name} is there, and is not ours`),
    });
    expect(left(world)).toHaveLength(1);
  });
});
