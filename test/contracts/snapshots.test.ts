import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { snapshotters } from '../../activities/snapshots/index.ts';
import type { SnapshotCall, Snapshotter } from '../../activities/snapshots/snapshotter.ts';
import type { SnapshotKind } from '../../experiments/definition/snapshots/index.ts';
import { snapshotWorld } from '../activities/snapshots/snapshot-world.ts';

/** One subject of a kind, and what can happen to it. */
interface Subject<K extends SnapshotKind> {
  readonly call: SnapshotCall<K>;
  change(): Promise<void>;
  /** Everything that a restore must put back. */
  state(): Promise<unknown>;
  damageCopyOf(id: string): Promise<void>;
  later(ms: number): void;
  destroy(): Promise<void>;
}

const subjects: { readonly [K in SnapshotKind]: () => Promise<Subject<K>> } = {
  directory: async () => {
    const world = await snapshotWorld();
    return {
      call: world.call({ keep: 1, keepFor: 1000 }),
      change: async () => {
        await world.write('state', 'changed');
        await rm(join(world.path, 'wal', '0001'));
      },
      state: () => world.contents(),
      damageCopyOf: (id) => writeFile(join(world.store, 'snapshots', id, 'data', 'state'), 'bad'),
      later: (ms) => void (world.now += ms),
      destroy: () => world.destroy(),
    };
  },
};

function contractOf<K extends SnapshotKind>(kind: K, snapshotter: Snapshotter<K>): void {
  describe(`snapshot contract: ${kind}`, () => {
    let subject: Subject<K>;
    beforeEach(async () => void (subject = await subjects[kind]()));
    afterEach(() => subject.destroy());

    it('is registered under its own name', () => {
      expect(snapshotters[kind]).toBe(snapshotter);
    });

    it('takes one snapshot for one id, verified before it is answered', async () => {
      const first = await snapshotter.take('run', subject.call);
      expect(first).toMatchObject({ id: 'run', kind, verified: expect.stringMatching(/checksum|restore-tested/) });
      expect(JSON.parse(JSON.stringify(first))).toEqual(first);
      await subject.change();
      expect(await snapshotter.take('run', subject.call)).toEqual(first);
    });

    it('takes it anew when what is stored is not whole', async () => {
      await snapshotter.take('run', subject.call);
      await subject.damageCopyOf('run');
      const again = await snapshotter.take('run', subject.call);
      expect(await snapshotter.verify(again, subject.call)).toEqual([]);
    });

    it('finds a damaged copy, and refuses to restore it', async () => {
      const reference = await snapshotter.take('run', subject.call);
      expect(await snapshotter.verify(reference, subject.call)).toEqual([]);
      await subject.damageCopyOf('run');
      expect(await snapshotter.verify(reference, subject.call)).not.toEqual([]);
      await subject.change();
      const changed = await subject.state();
      await expect(snapshotter.restore(reference, subject.call)).rejects.toMatchObject({ type: 'SnapshotFailed' });
      expect(await subject.state()).toEqual(changed);
    });

    it('sees what changed since, and nothing when nothing did', async () => {
      const reference = await snapshotter.take('run', subject.call);
      expect(await snapshotter.compare(reference, subject.call)).toEqual([]);
      await subject.change();
      expect(await snapshotter.compare(reference, subject.call)).not.toEqual([]);
    });

    it('puts back what was there, once, however often it is called', async () => {
      const before = await subject.state();
      const reference = await snapshotter.take('run', subject.call);
      await subject.change();
      const first = await snapshotter.restore(reference, subject.call);
      expect(first.keptAside).not.toBe('');
      expect(await snapshotter.restore(reference, subject.call)).toEqual(first);
      expect(await subject.state()).toEqual(before);
      expect(await snapshotter.compare(reference, subject.call)).toEqual([]);
    });

    it('discards what is old, never the given one, and nothing twice', async () => {
      const old = await snapshotter.take('old', subject.call);
      subject.later(5000);
      const kept = await snapshotter.take('kept', subject.call);
      expect(await snapshotter.discardOld(kept, subject.call)).toEqual([old.id]);
      expect(await snapshotter.discardOld(kept, subject.call)).toEqual([]);
      expect(await snapshotter.verify(old, subject.call)).not.toEqual([]);
      expect(await snapshotter.verify(kept, subject.call)).toEqual([]);
    });

    it('stops when it is told to', async () => {
      const signal = AbortSignal.abort(new Error('told to stop'));
      await expect(snapshotter.take('run', { ...subject.call, signal })).rejects.toThrow('told to stop');
    });
  });
}

const snapshotterOf = <K extends SnapshotKind>(kind: K): Snapshotter<K> => snapshotters[kind];
for (const { kind } of Object.values(snapshotters)) contractOf(kind, snapshotterOf(kind));
