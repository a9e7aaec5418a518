import { directory } from '../../../activities/snapshots/directory.ts';
import { failingDirectories, WAYS } from './failing-directories.ts';
import { SAVED, snapshotWorld, type SnapshotWorld } from './snapshot-world.ts';

const CHANGED = { ...SAVED, state: 'two', 'app.log': 'new' };
const EXCLUDE = ['*.log'];

const MANY_WORLDS_MS = 120_000;

let world: SnapshotWorld;
beforeEach(async () => {
  world = await snapshotWorld();
  await world.write('app.log', 'old');
});
afterEach(() => world.destroy());

/** Runs `attempt` with the first call on the disk going wrong, then the second, until an attempt needs no more calls. */
async function atEveryCall(way: (typeof WAYS)[number], attempt: (at: number) => Promise<number>): Promise<number> {
  for (let at = 1; ; at += 1) {
    await world.destroy();
    world = await snapshotWorld();
    await world.write('app.log', 'old');
    if ((await attempt(at)) < at) return at - 1;
  }
}

describe.each(WAYS)('%s any call on the disk', (way) => {
  it(
    'leaves no half snapshot, and the next call takes a whole one',
    async () => {
      const points = await atEveryCall(way, async (at) => {
        const { directories, calls } = failingDirectories(way, at);
        await directory.take('run', world.call({ exclude: EXCLUDE }, directories)).catch(() => undefined);
        const reference = await directory.take('run', world.call({ exclude: EXCLUDE }));
        expect(await directory.verify(reference, world.call())).toEqual([]);
        expect(await world.ports().directories.list(`${world.store}/snapshots`)).toEqual(['run']);
        return calls();
      });
      expect(points).toBeGreaterThan(12);
    },
    MANY_WORLDS_MS,
  );

  it(
    'leaves the old or the new directory, and the next call finishes the restore',
    async () => {
      let gaps = 0;
      const points = await atEveryCall(way, async (at) => {
        const { path } = world;
        const reference = await directory.take('run', world.call({ exclude: EXCLUDE }));
        await world.write('state', 'two');
        await world.write('app.log', 'new');
        const { directories, calls } = failingDirectories(way, at);
        await directory.restore(reference, world.call({}, directories)).catch(() => undefined);

        const restored = { ...SAVED, 'app.log': 'new' };
        const isGap = !(await world.beside()).includes('data');
        gaps += Number(isGap);
        expect([CHANGED, restored]).toContainEqual(await world.contents(isGap ? `${path}.before-restore-run` : path));
        expect(isGap ? await world.contents(`${path}.restoring-run`) : restored).toEqual(restored);
        expect(await directory.restore(reference, world.call())).toEqual({ keptAside: `${path}.before-restore-run` });
        expect(await world.contents()).toEqual(restored);
        expect(await world.contents(`${path}.before-restore-run`)).toEqual(CHANGED);
        expect(await world.beside()).toEqual(['data', 'data.before-restore-run']);
        return calls();
      });
      expect(points).toBeGreaterThan(12);
      // A crash exactly between the two renames leaves nothing at the path; an error there is put right at once.
      expect(gaps).toBe(way === 'an error instead of' ? 0 : 1);
    },
    MANY_WORLDS_MS,
  );

  it(
    'leaves every snapshot whole or gone, and the next call discards the rest',
    async () => {
      await atEveryCall(way, async (at) => {
        const old = await directory.take('old', world.call());
        world.now += 1000;
        const kept = await directory.take('kept', world.call());
        world.now += 1000;
        const retention = { keep: 1, keepFor: 0 };
        const { directories, calls } = failingDirectories(way, at);
        await directory.discardOld(kept, world.call(retention, directories)).catch(() => undefined);
        const names = await world.ports().directories.list(`${world.store}/snapshots`);
        expect(names.includes('old') ? await directory.verify(old, world.call()) : []).toEqual([]);
        await directory.discardOld(kept, world.call(retention));
        expect(await world.ports().directories.exists(`${world.store}/snapshots/old`)).toBe(false);
        expect(await directory.verify(kept, world.call())).toEqual([]);
        return calls();
      });
    },
    MANY_WORLDS_MS,
  );
});
