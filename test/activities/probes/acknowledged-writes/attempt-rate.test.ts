import { attemptsPerSecond } from '../../../../activities/probes/acknowledged-writes/attempt-rate.ts';
import { writesEvery } from './write-operations.ts';

const load = { writes: writesEvery(50, 'a'.repeat(100)), perSecond: 20, endedAt: 5000 };

describe('the rate of attempts', () => {
  it('is that before the first fault', () => {
    const slower = { ...load, writes: load.writes.filter(({ at }) => at < 2000 || at % 1000 === 0) };
    expect(attemptsPerSecond(slower, 2000)).toBe(20);
    expect(attemptsPerSecond(slower, undefined)).toBeLessThan(10);
  });

  it('is that of the whole load when there was no fault', () => {
    expect(attemptsPerSecond(load, undefined)).toBe(20);
  });

  it('is nothing when the fault came before the first write', () => {
    expect(attemptsPerSecond({ ...load, writes: [] }, 10)).toBe(0);
  });

  it('is not endless when there was time for one write only', () => {
    expect(attemptsPerSecond(load, 1)).toBe(20);
  });
});
