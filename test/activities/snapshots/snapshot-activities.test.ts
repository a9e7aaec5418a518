import { asyncLocalStorage, type Context } from '@temporalio/activity';
import { EventEmitter, once } from 'node:events';
import { createSnapshotActivities } from '../../../activities/snapshots/index.ts';
import { snapshotSpec, type SnapshotSpec } from '../../../experiments/definition/snapshots/index.ts';
import { snapshotWorld, type SnapshotWorld } from './snapshot-world.ts';

let world: SnapshotWorld;
let spec: SnapshotSpec;
beforeEach(async () => {
  world = await snapshotWorld();
  spec = snapshotSpec.parse({ directory: { path: world.path, keep: 1, keepFor: '1ms' } });
});
afterEach(() => world.destroy());

/** As much of an activity's context as our code reads. */
function inActivity<T>(
  cancellationSignal: AbortSignal,
  heartbeat: (text: unknown) => void,
  work: () => Promise<T>,
): Promise<T> {
  const context = { cancellationSignal, heartbeat, info: { attempt: 1 } };
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- a real context needs a worker
  return asyncLocalStorage.run(context as unknown as Context, work);
}

describe('snapshot activities', () => {
  it('take, verify, compare, restore and discard, as plain data', async () => {
    const activities = createSnapshotActivities(world.ports());
    const old = await activities.takeSnapshot({ id: 'old', spec });
    world.now += 1000;
    const reference = await activities.takeSnapshot({ id: 'run', spec });
    await world.write('state', 'two');
    const input = JSON.parse(JSON.stringify({ reference, spec }));
    expect(await activities.verifySnapshot(input)).toEqual({ problems: [] });
    expect(await activities.compareSnapshot(input)).toEqual({
      differences: ['state has other contents of the same size'],
    });
    expect(await activities.restoreSnapshot(input)).toEqual({ keptAside: `${world.path}.before-restore-run` });
    expect(await activities.discardOldSnapshots(input)).toEqual({ discarded: [old.id] });
  });

  it('tell Temporal what they are doing', async () => {
    const beats: unknown[] = [];
    const { takeSnapshot } = createSnapshotActivities(world.ports());
    await inActivity(
      new AbortController().signal,
      (text) => void beats.push(text),
      () => takeSnapshot({ id: 'run', spec }),
    );
    expect(beats).toEqual([`copying ${world.path}`, `verifying the copy of ${world.path}`]);
  });

  it('go on telling it while one step takes long', async () => {
    const beats: unknown[] = [];
    const ended = new EventEmitter();
    const real = world.ports().directories;
    const copy: typeof real.copy = async (...args) => {
      await once(ended, 'third beat');
      return real.copy(...args);
    };
    const ports = world.ports({ copy });
    const listen = (text: unknown) => {
      if (beats.push(text) === 3) ended.emit('third beat');
    };
    await inActivity(new AbortController().signal, listen, () =>
      createSnapshotActivities(ports).takeSnapshot({ id: 'run', spec }),
    );
    expect(beats.slice(0, 3)).toEqual(Array(3).fill(`copying ${world.path}`));
  });

  it('stop when the workflow is cancelled', async () => {
    const cancelled = AbortSignal.abort(new Error('cancelled by the workflow'));
    const { takeSnapshot } = createSnapshotActivities(world.ports());
    await expect(
      inActivity(
        cancelled,
        () => undefined,
        () => takeSnapshot({ id: 'run', spec }),
      ),
    ).rejects.toThrow('cancelled by the workflow');
  });
});
