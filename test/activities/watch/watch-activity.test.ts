import { journalPath } from '../../../activities/watch/paths.ts';
import { Samplings } from '../../../activities/watch/samplings.ts';
import type { WatchInput, WatchResult } from '../../../activities/watch/segment.ts';
import { createWatch } from '../../../activities/watch/watch-activity.ts';
import { answered } from '../../support/fake-http.ts';
import { othersGoOn } from './a-clock.ts';
import { anSli } from './an-sli.ts';
import { anActivity, watchWorld, type WatchWorld } from './watch-world.ts';

const BEGIN = 1_000_000;
const slis = [anSli({ abortIf: { errorRatio: '> 0.5', for: '2s' }, blindAfter: '20s' })];
const baseline: WatchInput = { runId: 'run', slis, segment: 'baseline', endsAfterMs: 3_000 };
const fault: WatchInput = { runId: 'run', slis, segment: 'fault', faultIds: ['a'], holdMs: 60_000 };
const recovery: WatchInput = { runId: 'run', slis, segment: 'recovery', steadyState: [], settleMs: 0, withinMs: 5_000 };

const workers: Samplings[] = [];
afterEach(async () => void (await Promise.all(workers.splice(0).map((samplings) => samplings.endAll()))));

/** A worker: a process that watches. */
function aWorker(world: WatchWorld) {
  const samplings = new Samplings(world.ports);
  workers.push(samplings);
  const attempt = (input: WatchInput, change: Parameters<typeof anActivity>[0] = {}) => {
    const stopping = new AbortController();
    const activity = anActivity({ signal: stopping.signal, ...change });
    const seen: { result?: WatchResult; error?: unknown } = {};
    const watch = createWatch(world.ports, samplings, () => activity);
    const done = watch(input).then(
      (result) => void (seen.result = result),
      (error: unknown) => void (seen.error = error),
    );
    return { activity, stopping, seen, done };
  };
  return { samplings, attempt };
}

describe('a watch', () => {
  it('ends at its own end, and the sampling goes on for the next segment', async () => {
    const world = watchWorld();
    const { samplings, attempt } = aWorker(world);
    const first = attempt(baseline);
    await world.clock.pass(3_000);
    await first.done;
    expect(first.seen).toEqual({ result: { ended: 'time over' } });
    expect(world.http.requests).toHaveLength(4);
    await world.clock.pass(1_000);
    expect(world.http.requests).toHaveLength(5);
    await samplings.end('run');
    expect(world.clock.sleepers()).toBe(0);
  });

  it('ends at the first breach', async () => {
    const world = watchWorld();
    const { seen, done } = aWorker(world).attempt(fault);
    await world.clock.pass(1_000);
    world.answer = () => answered(500);
    await world.clock.pass(3_000);
    await done;
    expect(seen.result).toMatchObject({
      ended: 'breach',
      breach: { sli: 'health', kind: 'threshold', since: BEGIN + 2_000 },
    });
  });

  it('only records a breach in recovery, where nothing is left to undo', async () => {
    const world = watchWorld();
    world.answer = () => answered(500);
    const healthy = {
      name: 'healthy',
      kind: 'http',
      settings: { get: 'http://127.0.0.1:1', method: 'GET' },
      timeout: 1_000,
    } as const;
    const { seen, done } = aWorker(world).attempt({ ...recovery, steadyState: [healthy] });
    await world.clock.pass(5_500);
    await done;
    expect(seen.result).toEqual({ ended: 'not recovered' });
  });

  it('is blind when the process stood still, even if the next sample is good', async () => {
    const world = watchWorld();
    const { seen, done } = aWorker(world).attempt(fault);
    await world.clock.pass(1_000);
    world.clock.stall(40_000);
    await world.clock.pass(1_000);
    await done;
    expect(seen.result).toMatchObject({ ended: 'breach', breach: { kind: 'blind', since: BEGIN + 1_000 } });
  });

  it('is blind across attempts: a worker that takes over too late aborts at once', async () => {
    const world = watchWorld();
    const first = aWorker(world).attempt(fault);
    await world.clock.pass(1_500);
    first.stopping.abort(new Error('killed'));
    await first.done;
    const resumed: unknown = JSON.parse(JSON.stringify(first.activity.beats.at(-1)));
    world.clock.stall(25_000);
    const second = aWorker(world).attempt(fault, { attempt: 2, resumed });
    await second.done;
    expect(second.seen.result).toMatchObject({ ended: 'breach', breach: { kind: 'blind', since: BEGIN + 1_000 } });
  });

  it('goes on counting across attempts: a breach that began before a crash is not forgotten', async () => {
    const world = watchWorld();
    const first = aWorker(world).attempt(fault);
    await world.clock.pass(900);
    world.answer = () => answered(500);
    await world.clock.pass(600);
    first.stopping.abort(new Error('killed'));
    await first.done;
    world.clock.stall(4_000);
    const second = aWorker(world).attempt(fault, { attempt: 2, resumed: first.activity.beats.at(-1) });
    await second.done;
    expect(second.seen.result).toMatchObject({ ended: 'breach', breach: { kind: 'threshold', since: BEGIN + 1_000 } });
  });

  it('is blind when no attempt lived long enough for a heartbeat', async () => {
    const { seen, done } = aWorker(watchWorld()).attempt(fault, { attempt: 5, scheduledAt: BEGIN - 21_000 });
    await done;
    expect(seen.result).toMatchObject({ ended: 'breach', breach: { kind: 'blind' } });
  });

  it('joins the sampling that a lost attempt of the same worker left running, and learns what that missed', async () => {
    const world = watchWorld();
    const { attempt } = aWorker(world);
    const lost = attempt(recovery);
    const sane = attempt(fault);
    await world.clock.pass(1_000);
    expect(world.http.requests).toHaveLength(2);
    lost.stopping.abort(new Error('timed out'));
    world.clock.stall(30_000);
    sane.stopping.abort(new Error('timed out'));
    await world.clock.pass(1_000);
    const next = attempt(fault, { attempt: 2, resumed: sane.activity.beats[0] });
    await next.done;
    expect(next.seen.result).toMatchObject({ ended: 'breach', breach: { kind: 'blind', since: BEGIN + 1_000 } });
  });

  it('ends the sampling at once when its workflow is gone', async () => {
    const world = watchWorld();
    const { seen, stopping, done } = aWorker(world).attempt(fault, { cancelReason: () => 'gone' });
    await world.clock.pass(1_000);
    stopping.abort(new Error('not found'));
    await done;
    expect(seen.error).toEqual(new Error('not found'));
    expect(world.closed).toEqual([journalPath('run')]);
    expect(world.clock.sleepers()).toBe(0);
  });

  it('leaves in order when it is cancelled before it began', async () => {
    const world = watchWorld();
    const { samplings, attempt } = aWorker(world);
    const { seen, done } = attempt(fault, { signal: AbortSignal.abort(new Error('cancelled')) });
    await done;
    expect(seen.error).toEqual(new Error('cancelled'));
    await samplings.endAll();
    await othersGoOn();
    expect(world.clock.sleepers()).toBe(0);
  });

  it('shows at once where it stands, and once more at the end', async () => {
    const world = watchWorld();
    const { activity, done } = aWorker(world).attempt({ ...baseline, endsAfterMs: 2_500 });
    expect(activity.beats).toMatchObject([
      { segment: 'baseline', startedAt: BEGIN, slis: [{ text: 'no sample yet' }] },
    ]);
    await world.clock.pass(3_000);
    await done;
    expect(activity.beats.at(-1)).toMatchObject({
      startedAt: BEGIN,
      at: BEGIN + 2_500,
      rules: [{ lastUsableAt: BEGIN + 2_000 }],
    });
  });
});
