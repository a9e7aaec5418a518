import { forwardTime } from '../../../activities/watch/forward-time.ts';
import { aClock } from './a-clock.ts';

describe('the time that never goes back', () => {
  it('is the wall clock while nobody touches that', () => {
    const clock = aClock(5_000);
    const time = forwardTime(clock);
    clock.stall(1_234);
    expect(time()).toBe(6_234);
  });

  it('goes on when the wall clock is set back', () => {
    const clock = aClock(5_000);
    const time = forwardTime(clock);
    clock.stall(100);
    clock.setWall(-60_000);
    expect(time()).toBe(5_100);
    clock.stall(100);
    expect(time()).toBe(5_200);
  });

  it('counts a sleep of the machine, in which the monotonic clock stood still', () => {
    const clock = aClock(5_000);
    const time = forwardTime(clock);
    clock.setWall(3_600_000);
    clock.stall(10);
    expect(time()).toBe(3_605_010);
  });

  it('does not take the noise between two clocks for a jump', () => {
    const clock = aClock(0);
    const time = forwardTime(clock);
    for (let look = 0; look < 1_000; look++) {
      clock.setWall(look % 2 === 0 ? 3 : -3);
      clock.stall(1);
      time();
    }
    expect(time()).toBe(1_000);
  });
});
