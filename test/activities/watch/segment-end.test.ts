import { failure, FailureType } from '../../../activities/failures.ts';
import { segmentEnd, type SegmentCall } from '../../../activities/watch/segment-end.ts';
import type { WatchInput } from '../../../activities/watch/segment.ts';
import { answered } from '../../support/fake-http.ts';
import { anSli } from './an-sli.ts';
import { watchWorld } from './watch-world.ts';

const BEGIN = 1_000_000;
const common = { runId: 'run', slis: [] } as const;
const fault = { ...common, segment: 'fault', faultIds: ['a', 'b'], holdMs: 10_000 } as const;
const recovery = {
  ...common,
  segment: 'recovery',
  steadyState: [
    { name: 'healthy', kind: 'http', settings: { get: 'http://127.0.0.1:1', method: 'GET' }, timeout: 1_000 },
  ],
  settleMs: 2_000,
  withinMs: 10_000,
} as const;

function end(input: WatchInput, change: Partial<SegmentCall> = {}) {
  const world = watchWorld();
  const stopping = new AbortController();
  let outcome: unknown;
  const call = {
    startedAt: BEGIN,
    sampling: { unmeasured: () => [] },
    ports: world.ports,
    signal: stopping.signal,
    ...change,
  };
  const ended = segmentEnd(input, call);
  ended.then(
    (result) => (outcome = result),
    (error: unknown) => (outcome = error),
  );
  return { world, stopping, ended, outcome: () => outcome };
}

describe('a baseline', () => {
  const baseline = { ...common, segment: 'baseline', endsAfterMs: 3_000 } as const;

  it('ends after its time, counted from the first attempt', async () => {
    const { world, outcome } = end(baseline, { startedAt: BEGIN - 1_000 });
    await world.clock.pass(1_999);
    expect(outcome()).toBeUndefined();
    await world.clock.pass(1);
    expect(outcome()).toEqual({ ended: 'time over' });
  });

  it('waits until everything that decides something was measured once', async () => {
    let unmeasured = [{ sli: anSli(), seen: undefined }];
    const { world, outcome } = end(baseline, { sampling: { unmeasured: () => unmeasured } });
    await world.clock.pass(10_000);
    expect(outcome()).toBeUndefined();
    unmeasured = [];
    await world.clock.pass(20);
    expect(outcome()).toEqual({ ended: 'time over' });
  });

  it('is a breach when that takes longer than blindAfter', async () => {
    const { world, outcome } = end(baseline, {
      sampling: { unmeasured: () => [{ sli: anSli({ blindAfter: '5s' }), seen: 'no such host' }] },
    });
    await world.clock.pass(5_000);
    expect(outcome()).toBeUndefined();
    await world.clock.pass(20);
    expect(outcome()).toMatchObject({
      ended: 'breach',
      breach: { sli: 'health', kind: 'blind', since: BEGIN, text: expect.stringContaining('no such host') },
    });
  });
});

describe('a hold', () => {
  it('ends so long after the last fault was injected', async () => {
    const { world, outcome } = end(fault);
    world.record('a', 'active', BEGIN);
    await world.clock.pass(60_000);
    expect(outcome()).toBeUndefined();
    world.record('b', 'active', world.clock.now());
    await world.clock.pass(9_900);
    expect(outcome()).toBeUndefined();
    await world.clock.pass(100);
    expect(outcome()).toEqual({ ended: 'time over' });
  });

  it.each(['undoing', 'undone'] as const)('ends as soon as somebody is %s', async (state) => {
    const { world, outcome } = end(fault);
    world.record('a', 'active', BEGIN);
    world.record('b', 'active', BEGIN);
    await world.clock.pass(1_000);
    world.record('b', state, BEGIN);
    await world.clock.pass(500);
    expect(outcome()).toEqual({ ended: 'released' });
  });

  it('renews the leases while the faults are wanted, and no longer', async () => {
    const { world, outcome } = end(fault);
    world.record('a', 'active', BEGIN);
    await world.clock.pass(100);
    world.record('b', 'active', BEGIN + 15_000);
    await world.clock.pass(10_400);
    const until = (id: string) => world.renewed.filter((one) => one.id === id).map((one) => one.until - BEGIN);
    expect(until('a')).toEqual([expect.closeTo(60_000, -3), expect.closeTo(70_000, -3)]);
    expect(until('b')).toEqual([expect.closeTo(70_000, -3)]);
    world.record('a', 'undone', BEGIN);
    await world.clock.pass(1_000);
    expect(outcome()).toEqual({ ended: 'released' });
    await world.clock.pass(60_000);
    expect(world.renewed).toHaveLength(3);
  });

  it('does not wait for a fault that was skipped, and is not ended by it', async () => {
    const { world, outcome } = end(fault);
    world.record('a', 'undone', undefined, undefined, 'too few run');
    world.record('b', 'active', BEGIN);
    await world.clock.pass(9_900);
    expect(outcome()).toBeUndefined();
    await world.clock.pass(600);
    expect(outcome()).toEqual({ ended: 'time over' });
  });

  it('is over when every fault was skipped', async () => {
    const { world, outcome } = end(fault);
    world.record('a', 'undone', undefined, undefined, 'too few run');
    await world.clock.pass(1_000);
    expect(outcome()).toBeUndefined();
    world.record('b', 'undone', undefined, undefined, 'too few run');
    await world.clock.pass(20);
    expect(outcome()).toEqual({ ended: 'time over' });
  });

  it('goes on with what it knew while a cluster is away, renews when it is back, and ends in time', async () => {
    const { world, outcome } = end({ ...fault, faultIds: ['a@kubernetes'], holdMs: 40_000 });
    world.record('a@kubernetes', 'active', BEGIN);
    await world.clock.pass(1_000);
    world.recordsFail = failure(FailureType.effectFailed, 'the API server was not reached');
    await world.clock.pass(20_000);
    expect({ outcome: outcome(), renewed: world.renewed.length }).toEqual({ outcome: undefined, renewed: 1 });
    world.recordsFail = undefined;
    await world.clock.pass(1_000);
    expect(world.renewed).toHaveLength(2);
    world.recordsFail = failure(FailureType.effectFailed, 'the API server was not reached');
    await world.clock.pass(18_000);
    expect(outcome()).toEqual({ ended: 'time over' });
  });

  it('does not hide any other trouble with the records', async () => {
    const { world, outcome } = end(fault);
    world.recordsFail = new Error('it is not JSON');
    await world.clock.pass(20);
    expect(outcome()).toBe(world.recordsFail);
  });

  it('looks into a cluster less often than into a folder', async () => {
    const { world, outcome } = end({ ...fault, faultIds: ['a@kubernetes'], holdMs: 60_000 });
    world.record('a@kubernetes', 'active', BEGIN);
    await world.clock.pass(500);
    world.record('a@kubernetes', 'undoing', BEGIN);
    await world.clock.pass(600);
    expect(outcome()).toBeUndefined();
    await world.clock.pass(100);
    expect(outcome()).toEqual({ ended: 'released' });
  });

  it('ends when a fault has ended by itself', async () => {
    const { world, outcome } = end(fault);
    world.record('a', 'active', BEGIN, BEGIN + 5);
    world.record('b', 'active', BEGIN);
    await world.clock.pass(20);
    expect(outcome()).toEqual({ ended: 'expired' });
  });

  it('is over at once for a worker that takes over too late', async () => {
    const { world, outcome } = end(fault);
    world.record('a', 'active', BEGIN - 20_000);
    world.record('b', 'active', BEGIN - 20_000);
    await world.clock.pass(20);
    expect(outcome()).toEqual({ ended: 'time over' });
  });

  it('is not made longer by a clock that is set back', async () => {
    const { world, outcome } = end(fault);
    world.record('a', 'active', BEGIN);
    world.record('b', 'active', BEGIN);
    await world.clock.pass(1_000);
    world.clock.setWall(-3_600_000);
    await world.clock.pass(9_000);
    expect(outcome()).toEqual({ ended: 'time over' });
  });

  it('fails when the records cannot be read, so that the next attempt looks again', async () => {
    const world = watchWorld();
    const ports = {
      ...world.ports,
      undoRecords: { ...world.ports.undoRecords, read: () => Promise.reject(new Error('EIO')) },
    };
    await expect(end(fault, { ports }).ended).rejects.toThrow('EIO');
  });

  it('ends when it is cancelled', async () => {
    const { world, stopping, outcome } = end(fault);
    await world.clock.pass(100);
    stopping.abort(new Error('cancelled'));
    await world.clock.pass(0);
    expect(outcome()).toEqual(new Error('cancelled'));
    expect(world.clock.sleepers()).toBe(0);
  });
});

describe('a recovery', () => {
  it('is over when the steady state has held for so long, and says since when', async () => {
    const { world, outcome } = end(recovery);
    world.answer = () => answered(500);
    await world.clock.pass(1_100);
    world.answer = () => answered(200);
    await world.clock.pass(2_200);
    expect(outcome()).toEqual({ ended: 'recovered', recoveredAt: BEGIN + 1_250 });
  });

  it('begins anew when the steady state is lost again', async () => {
    const { world, outcome } = end(recovery);
    await world.clock.pass(1_900);
    world.answer = () => answered(500);
    await world.clock.pass(500);
    world.answer = () => answered(200);
    await world.clock.pass(1_900);
    expect(outcome()).toBeUndefined();
    await world.clock.pass(500);
    expect(outcome()).toMatchObject({ ended: 'recovered' });
  });

  it('is not recovered when the steady state cannot be measured', async () => {
    const { world, outcome } = end(recovery);
    world.answer = () => Promise.reject(new Error('no such host'));
    await world.clock.pass(10_500);
    expect(outcome()).toEqual({ ended: 'not recovered' });
  });

  it('ends in time although its probe never comes back', async () => {
    const { world, outcome } = end(recovery);
    world.answer = () => new Promise(() => undefined);
    await world.clock.pass(12_500);
    expect(outcome()).toEqual({ ended: 'not recovered' });
  });

  it('does not take a jump of the clock for time in which the steady state held', async () => {
    const { world, outcome } = end({ ...recovery, settleMs: 0, withinMs: 1 }, { startedAt: BEGIN });
    world.clock.setWall(-60_000);
    await world.clock.pass(300);
    expect(outcome()).toEqual({ ended: 'recovered', recoveredAt: BEGIN });
  });
});
