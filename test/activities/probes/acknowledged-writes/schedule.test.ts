import { keepSchedule } from '../../../../activities/probes/acknowledged-writes/schedule.ts';
import { leapingClock } from '../leaping-clock.ts';

interface Due {
  readonly number: number;
  readonly dueAt: number;
  readonly lateMs: number;
}

/** Keeps the schedule until `count` numbers were due or skipped; `standStill`: after a number, for so many ms. */
async function keep(perSecond: number, count: number, standStill: Readonly<Record<number, number>> = {}) {
  const clock = leapingClock();
  const stop = new AbortController();
  const due: Due[] = [];
  const skipped: { readonly count: number; readonly lastDueAt: number }[] = [];
  await keepSchedule({
    clock,
    perSecond,
    tooLateMs: 300,
    signal: stop.signal,
    onDue(number, dueAt) {
      due.push({ number, dueAt, lateMs: clock.monotonic() - dueAt });
      clock.leap(standStill[number] ?? 0);
      if (number + 1 >= count) stop.abort();
    },
    onSkipped: (howMany, lastDueAt) => void skipped.push({ count: howMany, lastDueAt }),
  });
  return { due, skipped };
}

describe('the schedule of the writes', () => {
  it('computes every due time from the beginning, so that nothing drifts', async () => {
    const { due } = await keep(300, 3001);
    expect(due.map(({ number }) => number)).toEqual(Array.from({ length: 3001 }, (_, number) => number));
    expect(due.at(-1)?.dueAt).toBeCloseTo(10_000, 6);
    expect(Math.max(...due.map(({ lateMs }) => lateMs))).toBeLessThan(1);
  });

  it('makes up for a short stand-still without shifting the rest', async () => {
    const { due, skipped } = await keep(100, 100, { 10: 95 });
    expect(skipped).toEqual([]);
    expect(due.find(({ number }) => number === 11)?.lateMs).toBe(86);
    expect(due.at(-1)).toMatchObject({ number: 99, dueAt: 990, lateMs: 0 });
  });

  it('counts what could only start too late, and goes on in time', async () => {
    const { due, skipped } = await keep(100, 200, { 10: 1000 });
    expect(skipped).toEqual([{ count: 70, lastDueAt: 800 }]);
    expect(due.find(({ number }) => number > 10)).toMatchObject({ number: 81, dueAt: 810, lateMs: 291 });
    expect(due.at(-1)).toMatchObject({ number: 199, dueAt: 1990, lateMs: 0 });
  });

  it('skips a whole night at once', async () => {
    const night = 10 * 3_600_000;
    const { skipped } = await keep(2000, 2000 * 36_000 + 1000, { 10: night });
    expect(skipped).toHaveLength(1);
    expect(skipped[0]?.count).toBeCloseTo(2000 * 36_000 - 610, -2);
  });
});
