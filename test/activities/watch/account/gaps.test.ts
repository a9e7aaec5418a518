import { gapsOf, missedTicks } from '../../../../activities/watch/account/gaps.ts';
import { aSample, bad, good, unknown } from '../an-sli.ts';

const NOTHING = 'nothing was sampled; a worker was replaced, or stood still';
const series = (from: number, to: number) =>
  Array.from({ length: (to - from) / 1_000 + 1 }, (_, at) => good(from + at * 1_000));
const covering = (from: number, to: number) => ({ from, to });

describe('a blind gap', () => {
  it('is none while samples come, good or bad', () => {
    expect(gapsOf([good(0), bad(1_000), good(2_000)], 1_000, covering(0, 2_500))).toEqual([]);
  });

  it('is longer than three periods', () => {
    expect(gapsOf([good(0), good(3_000)], 1_000, covering(0, 3_000))).toEqual([]);
    expect(gapsOf([good(0), good(3_001)], 1_000, covering(0, 3_001))).toEqual([
      { from: 0, to: 3_001, why: NOTHING, isOurs: true },
    ]);
  });

  it('says what was seen in it', () => {
    const samples = [good(0), unknown(1_000, 'first'), unknown(2_000, 'no such host'), aSample(3_000), good(4_000)];
    expect(gapsOf(samples, 1_000, covering(0, 4_000))).toEqual([{ from: 0, to: 4_000, why: 'no usable sample' }]);
    expect(gapsOf(samples.slice(0, 3), 1_000, covering(0, 4_000))).toEqual([
      { from: 0, to: 4_000, why: 'no such host' },
    ]);
  });

  it('does not take the reason of an earlier one', () => {
    const samples = [good(0), unknown(1_000), good(2_000), good(9_000)];
    expect(gapsOf(samples, 1_000, covering(0, 9_000))).toEqual([
      { from: 2_000, to: 9_000, why: NOTHING, isOurs: true },
    ]);
  });

  it('lies also before the first and after the last sample', () => {
    expect(gapsOf(series(5_000, 8_000), 1_000, covering(0, 20_000))).toEqual([
      { from: 0, to: 5_000, why: NOTHING, isOurs: true },
      { from: 8_000, to: 20_000, why: NOTHING, isOurs: true },
    ]);
  });

  it('is everything when nothing was measured', () => {
    expect(gapsOf([], 1_000, covering(0, 10_000))).toEqual([{ from: 0, to: 10_000, why: NOTHING, isOurs: true }]);
    expect(gapsOf([unknown(0), unknown(5_000)], 1_000, covering(0, 10_000))).toHaveLength(1);
  });
});

describe('missed ticks', () => {
  it('are none when every period has its sample', () => {
    expect(missedTicks(series(0, 100_000), 1_000, covering(0, 100_900))).toBe(0);
  });

  it('are those between two samples, also when a new worker began at another time of the second', () => {
    expect(missedTicks([good(0), good(5_000)], 1_000, covering(0, 5_000))).toBe(4);
    expect(missedTicks([good(0), good(10_400)], 1_000, covering(0, 10_400))).toBe(9);
  });

  it('are not fewer because two workers sampled at the same time', () => {
    expect(missedTicks([good(0), good(400), good(1_000), good(1_400), good(5_000)], 1_000, covering(0, 5_000))).toBe(3);
  });

  it('are also those before the first and after the last sample', () => {
    expect(missedTicks(series(10_000, 20_000), 1_000, covering(0, 30_000))).toBe(20);
    expect(missedTicks([], 1_000, covering(0, 30_000))).toBe(30);
  });

  it('and samples together are the ticks that were due, whatever is missing', () => {
    const all = series(0, 500_000);
    for (const every of [2, 3, 7, 11]) {
      const kept = all.filter((_, at) => at % every !== 1);
      expect(kept.length + missedTicks(kept, 1_000, covering(0, 500_000))).toBe(all.length);
    }
  });
});
