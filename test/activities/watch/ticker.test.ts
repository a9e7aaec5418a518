import { forwardTime } from '../../../activities/watch/forward-time.ts';
import { tickEvery, type Tick } from '../../../activities/watch/ticker.ts';
import { type AClock, aClock } from './a-clock.ts';

const BEGIN = 1_000_000;

function startTicker(clock: AClock, everyMs = 100, first: 0 | 1 = 0) {
  const ticks: Tick[] = [];
  const stopping = new AbortController();
  const work = (tick: Tick) => void ticks.push(tick);
  const ended = tickEvery({ everyMs, first, clock, time: forwardTime(clock), signal: stopping.signal, work });
  const stop = () => {
    stopping.abort();
    return ended;
  };
  return { ticks, ended, stop };
}

const after = (ticks: readonly Tick[]) => ticks.map((tick) => tick.intended - BEGIN);

describe('the ticker', () => {
  it('begins at once and ticks on time', async () => {
    const clock = aClock(BEGIN);
    const { ticks, stop } = startTicker(clock);
    await clock.pass(350);
    await stop();
    expect(after(ticks)).toEqual([0, 100, 200, 300]);
    expect(ticks.every(({ lateMs, due, intended }) => lateMs === 0 && due === intended)).toBe(true);
  });

  it('begins after one period when it is told so', async () => {
    const clock = aClock(BEGIN);
    const { ticks, stop } = startTicker(clock, 100, 1);
    await clock.pass(200);
    await stop();
    expect(after(ticks)).toEqual([100, 200]);
  });

  it('runs a tick that is late by less than a period, and says how late it is', async () => {
    const clock = aClock(BEGIN);
    const { ticks, stop } = startTicker(clock);
    await clock.pass(150);
    clock.stall(90);
    await clock.pass(60);
    await stop();
    expect(after(ticks)).toEqual([0, 100, 200, 300]);
    expect(ticks.map((tick) => tick.lateMs)).toEqual([0, 0, 40, 0]);
  });

  it('leaves out the ticks that it stood still for, and keeps the schedule', async () => {
    const clock = aClock(BEGIN);
    const { ticks, stop } = startTicker(clock);
    await clock.pass(110);
    clock.stall(40_030);
    await clock.pass(160);
    await stop();
    expect(after(ticks)).toEqual([0, 100, 40_100, 40_200, 40_300]);
    expect(ticks.map((tick) => tick.lateMs)).toEqual([0, 0, 40, 0, 0]);
  });

  it('does not drift, however it is stalled', async () => {
    const clock = aClock(BEGIN);
    const { ticks, stop } = startTicker(clock, 100);
    for (let round = 0; round < 200; round++) {
      clock.stall((round * 37) % 250);
      await clock.pass((round * 13) % 90);
    }
    await stop();
    expect(ticks.length).toBeGreaterThan(100);
    expect(after(ticks).every((at) => at % 100 === 0)).toBe(true);
    expect(ticks.every(({ lateMs }) => lateMs >= 0 && lateMs < 100)).toBe(true);
    expect(new Set(after(ticks)).size).toBe(ticks.length);
  });

  it('follows the wall clock when that is set back, while the time of the rules goes on', async () => {
    const clock = aClock(BEGIN);
    const { ticks, stop } = startTicker(clock);
    await clock.pass(100);
    clock.setWall(-60_000);
    await clock.pass(200);
    await stop();
    expect(after(ticks)).toEqual([0, 100, -59_800, -59_700]);
    expect(ticks.map((tick) => tick.due - BEGIN)).toEqual([0, 100, 200, 300]);
  });

  it('shows the time for which the machine slept', async () => {
    const clock = aClock(BEGIN);
    const { ticks, stop } = startTicker(clock);
    await clock.pass(100);
    clock.setWall(3_600_000);
    await clock.pass(100);
    await stop();
    expect(after(ticks)).toEqual([0, 100, 3_600_200]);
    expect(ticks.at(-1)!.due - BEGIN).toBe(3_600_200);
  });

  it('ends when it is told to, also while it sleeps', async () => {
    const clock = aClock(BEGIN);
    const { ticks, stop } = startTicker(clock);
    await clock.pass(10);
    await stop();
    expect(clock.sleepers()).toBe(0);
    await clock.pass(1_000);
    expect(ticks).toHaveLength(1);
  });

  it('fails rather than tick without end when the clock cannot sleep', async () => {
    const clock = { ...aClock(BEGIN), sleep: () => Promise.reject(new Error('no timers left')) };
    await expect(startTicker(clock).ended).rejects.toThrow('no timers left');
  });
});
