import { snapshotters, snapshotterOf } from '../../activities/snapshots/snapshotters.ts';
import type { SnapshotCall } from '../../activities/snapshots/snapshotter.ts';
import type { SnapshotKind } from '../../experiments/definition/snapshots/index.ts';

/** Real storage takes its time. */
const LONG_MS = 120_000;

/** One subject of a kind, and what can happen to it. */
export interface Subject<K extends SnapshotKind> {
  readonly call: SnapshotCall<K>;
  /** Whether anybody can tell from outside what is in it. */
  readonly canBeCompared: boolean;
  change(): void | Promise<void>;
  /** Everything that a restore must put back. */
  state(): unknown;
  damageCopyOf(id: string): void | Promise<void>;
  later(ms: number): void;
  /** What the plan must say. */
  readonly named: string;
  destroy(): void | Promise<void>;
}

/** What every snapshotter keeps to. `place`: where the subject is, when there is more than one such place. */
export function contractOf<K extends SnapshotKind>(
  kind: K,
  aSubject: () => Promise<Subject<K>>,
  { place = '' }: { readonly place?: string } = {},
): void {
  const snapshotter = snapshotterOf(kind);
  describe(`snapshot contract: ${kind}${place}`, () => {
    let subject: Subject<K>;
    beforeEach(async () => void (subject = await aSubject()), LONG_MS);
    afterEach(async () => subject?.destroy(), LONG_MS);

    it(
      'is registered under its own name',
      () => {
        expect(snapshotters[kind]).toBe(snapshotter);
      },
      LONG_MS,
    );

    it(
      'takes one snapshot for one id, verified before it is answered',
      async () => {
        const first = await snapshotter.take('run', subject.call);
        expect(first).toMatchObject({
          id: 'run',
          kind,
          verified: expect.stringMatching(/checksum|ready|restore-tested/),
        });
        expect(JSON.parse(JSON.stringify(first))).toEqual(first);
        await subject.change();
        expect(await snapshotter.take('run', subject.call)).toEqual(first);
      },
      LONG_MS,
    );

    it(
      'takes it anew when what is stored is not whole',
      async () => {
        await snapshotter.take('run', subject.call);
        await subject.damageCopyOf('run');
        const again = await snapshotter.take('run', subject.call);
        expect(await snapshotter.verify(again, subject.call)).toEqual([]);
      },
      LONG_MS,
    );

    it(
      'finds a damaged copy, and refuses to restore it',
      async () => {
        const reference = await snapshotter.take('run', subject.call);
        expect(await snapshotter.verify(reference, subject.call)).toEqual([]);
        await subject.damageCopyOf('run');
        expect(await snapshotter.verify(reference, subject.call)).not.toEqual([]);
        await subject.change();
        const changed = await subject.state();
        await expect(snapshotter.restore(reference, subject.call)).rejects.toMatchObject({ type: 'SnapshotFailed' });
        expect(await subject.state()).toEqual(changed);
      },
      LONG_MS,
    );

    it(
      'sees what changed since, and says nothing only when it knows that nothing did',
      async () => {
        const reference = await snapshotter.take('run', subject.call);
        if (subject.canBeCompared) expect(await snapshotter.compare(reference, subject.call)).toEqual([]);
        await subject.change();
        expect(await snapshotter.compare(reference, subject.call)).not.toEqual([]);
      },
      LONG_MS,
    );

    it(
      'puts back what was there, once, however often it is called',
      async () => {
        const before = await subject.state();
        const reference = await snapshotter.take('run', subject.call);
        await subject.change();
        const first = await snapshotter.restore(reference, subject.call);
        expect(first.keptAside).not.toBe('');
        expect(await snapshotter.restore(reference, subject.call)).toEqual(first);
        expect(await subject.state()).toEqual(before);
        if (subject.canBeCompared) expect(await snapshotter.compare(reference, subject.call)).toEqual([]);
      },
      LONG_MS,
    );

    it(
      'tells the plan what it would be of',
      async () => {
        expect(await snapshotter.preview(subject.call)).toContain(subject.named);
      },
      LONG_MS,
    );

    it(
      'discards what is old, never the given one, and nothing twice',
      async () => {
        const old = await snapshotter.take('old', subject.call);
        subject.later(5000);
        const kept = await snapshotter.take('kept', subject.call);
        expect(await snapshotter.discardOld(kept, subject.call)).toEqual([old.id]);
        expect(await snapshotter.discardOld(kept, subject.call)).toEqual([]);
        expect(await snapshotter.verify(old, subject.call)).not.toEqual([]);
        expect(await snapshotter.verify(kept, subject.call)).toEqual([]);
      },
      LONG_MS,
    );

    it(
      'stops when it is told to',
      async () => {
        const signal = AbortSignal.abort(new Error('told to stop'));
        await expect(snapshotter.take('run', { ...subject.call, signal })).rejects.toThrow('told to stop');
      },
      LONG_MS,
    );
  });
}
