import { longestOutage } from '../../../../activities/watch/account/longest-outage.ts';
import type { SampleRecord } from '../../../../activities/watch/sample.ts';
import { bad, good, unknown } from '../an-sli.ts';

const whole = { from: 0, to: 10_000 };
const outage = (samples: readonly SampleRecord[]) => longestOutage(samples, 1_000, whole);
const longestMs = (samples: readonly SampleRecord[]) => outage(samples)?.longestMs;

describe('the longest outage', () => {
  it('lasts from one success to the next', () => {
    const samples = [good(0), bad(1_000), bad(2_000), good(3_000), bad(4_000), good(5_000)];
    expect(outage(samples)).toEqual({ longestMs: 3_000, witnessedMs: 3_000 });
  });

  it('is zero when nothing failed, however long nobody looked', () => {
    expect(longestMs([good(0), good(9_000)])).toBe(0);
    expect(longestMs([good(0), unknown(1_000), good(9_000)])).toBe(0);
  });

  it('is not known when nothing could be measured', () => {
    expect(outage([])).toBeNull();
    expect(outage([unknown(0), unknown(1_000)])).toBeNull();
  });

  it('counts time in which nobody looked when a failure borders on it, but was not witnessed then', () => {
    const samples = [good(0), bad(1_000), unknown(2_000), good(8_000)];
    expect(outage(samples)).toEqual({ longestMs: 8_000, witnessedMs: 1_000 });
  });

  it('begins with the time that is asked for, and lasts to its end when no success followed', () => {
    expect(longestMs([bad(1_000), good(2_000)])).toBe(2_000);
    expect(longestMs([good(1_000), bad(2_000)])).toBe(9_000);
    expect(outage([bad(5_000)])).toEqual({ longestMs: 10_000, witnessedMs: 0 });
  });

  it('is found in a long night in one pass', () => {
    const night = Array.from({ length: 300_000 }, (_, at) => (at % 3 === 0 ? good(at) : bad(at)));
    expect(longestOutage(night, 1, { from: 0, to: 299_999 })?.longestMs).toBe(3);
  });
});
