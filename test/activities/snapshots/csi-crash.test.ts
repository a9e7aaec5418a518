import type { Cluster } from '../../../activities/cluster.ts';
import { RESTORING } from '../../../activities/kubernetes/restoring.ts';
import { csiVolumeSnapshot as snapshotter } from '../../../activities/snapshots/csi-volume-snapshot.ts';
import type { SnapshotCall } from '../../../activities/snapshots/snapshotter.ts';
import { type CsiWorld, csiWorld, SET } from './csi-world.ts';

/** Of which a process can die. */
const CALLS = ['get', 'list', 'create', 'patch', 'delete', 'resourceOf'] as const;

interface Death {
  readonly call: SnapshotCall<'csi-volume-snapshot'>;
  readonly count: () => number;
}

/** A process that dies before or after its call of that number: nothing of it happens any more, no cleanup either. */
function dying(world: CsiWorld, at: number, when: 'before' | 'after'): Death {
  const call = world.call();
  let count = 0;
  let isDead = false;
  const dead = () => {
    isDead = true;
    throw new Error('the process is dead');
  };
  const cluster: Record<string, unknown> = { ...call.ports.cluster };
  for (const name of CALLS) {
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- any of them, whatever it takes
    const real = call.ports.cluster[name] as (...args: unknown[]) => Promise<unknown>;
    cluster[name] = async (...args: unknown[]) => {
      if (isDead) dead();
      count += 1;
      const mine = count;
      if (mine === at && when === 'before') dead();
      const answer = await real(...args);
      if (isDead || (mine === at && when === 'after')) dead();
      return answer;
    };
  }
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- each function is there
  const ports = { ...call.ports, cluster: cluster as unknown as Cluster };
  return { call: { ...call, ports }, count: () => count };
}

/** Every call, twice. */
const LONG_MS = 180_000;
const NEVER = Number.POSITIVE_INFINITY;

async function callsOf(work: (world: CsiWorld, death: Death) => Promise<unknown>, world: CsiWorld): Promise<number> {
  const death = dying(world, NEVER, 'before');
  await work(world, death);
  return death.count();
}

async function changed() {
  const world = csiWorld();
  const reference = await snapshotter.take('run', world.call());
  const before = world.contents();
  world.write('data-ledger-0', 'changed');
  return { world, reference, before };
}

describe.each(['before', 'after'] as const)('a worker that dies %s any call to the cluster', (when) => {
  it(
    'while it takes a snapshot: the next one takes one whole set, of one moment',
    async () => {
      const calls = await callsOf((_, { call }) => snapshotter.take('run', call), csiWorld());
      expect(calls).toBeGreaterThan(5);
      for (let at = 1; at <= calls; at += 1) {
        const world = csiWorld();
        await expect(snapshotter.take('run', dying(world, at, when).call)).rejects.toThrow('the process is dead');
        const reference = await snapshotter.take('run', world.call());
        expect(await snapshotter.verify(reference, world.call())).toEqual([]);
        expect(world.seen('VolumeSnapshot')).toHaveLength(2);
        expect(world.seen('VolumeSnapshotContent')).toHaveLength(2);
      }
    },
    LONG_MS,
  );

  it(
    'while it tests what it has taken: the next one tests it again, and leaves nothing',
    async () => {
      const restoreTest = { image: 'busybox:1', command: ['true'] };
      const tested = (world: CsiWorld, death?: Death) => ({
        ...(death?.call ?? world.call()),
        settings: world.call({ restoreTest }).settings,
      });
      const calls = await callsOf((world, death) => snapshotter.take('run', tested(world, death)), csiWorld());
      expect(calls).toBeGreaterThan(20);
      for (let at = 1; at <= calls; at += 1) {
        const world = csiWorld();
        await expect(snapshotter.take('run', tested(world, dying(world, at, when)))).rejects.toThrow(
          'the process is dead',
        );
        expect(await snapshotter.take('run', tested(world))).toMatchObject({ verified: 'restore-tested', files: 2 });
        const names = world.cluster.everything().map(({ metadata }) => `${metadata.namespace}/${metadata.name}`);
        expect(names.filter((name) => name.includes('restore-test'))).toEqual([]);
      }
    },
    LONG_MS,
  );

  it(
    'while it restores: the next one finishes, with what was there kept aside',
    async () => {
      const first = await changed();
      const calls = await callsOf((_, { call }) => snapshotter.restore(first.reference, call), first.world);
      expect(calls).toBeGreaterThan(20);
      for (let at = 1; at <= calls; at += 1) {
        const { world, reference, before } = await changed();
        await expect(snapshotter.restore(reference, dying(world, at, when).call)).rejects.toThrow(
          'the process is dead',
        );
        const { keptAside } = await snapshotter.restore(reference, world.call());
        expect(keptAside).toContain('gameday-aside-');
        expect({ at, contents: world.contents() }).toEqual({ at, contents: before });
        expect(world.double.kept('gameday-aside')).toEqual(['changed', 'state of 1']);
        const set = world.cluster.seen(SET);
        expect(set).toMatchObject({ spec: { replicas: 2 } });
        expect(
          JSON.stringify(set?.metadata.labels ?? {}) + JSON.stringify(set?.metadata.annotations ?? {}),
        ).not.toContain(RESTORING);
        expect(world.seen('Pod')).toHaveLength(2);
      }
    },
    LONG_MS,
  );
});
