import { longestOutageMs } from '../../../../activities/watch/account/longest-outage.ts';
import { bad, good, unknown } from '../an-sli.ts';

const whole = { from: 0, to: 10_000 };

describe('the longest outage', () => {
  it('lasts from one success to the next', () => {
    expect(longestOutageMs([good(0), bad(1_000), bad(2_000), good(3_000), bad(4_000), good(5_000)], whole)).toBe(3_000);
  });

  it('is zero when nothing failed, however long nobody looked', () => {
    expect(longestOutageMs([good(0), good(9_000)], whole)).toBe(0);
    expect(longestOutageMs([good(0), unknown(1_000), good(9_000)], whole)).toBe(0);
  });

  it('is not known when nothing could be measured', () => {
    expect(longestOutageMs([], whole)).toBeNull();
    expect(longestOutageMs([unknown(0), unknown(1_000)], whole)).toBeNull();
  });

  it('counts time in which nobody looked when a failure borders on it', () => {
    expect(longestOutageMs([good(0), bad(1_000), unknown(2_000), good(8_000)], whole)).toBe(8_000);
  });

  it('begins with the time that is asked for, and lasts to its end when no success followed', () => {
    expect(longestOutageMs([bad(1_000), good(2_000)], whole)).toBe(2_000);
    expect(longestOutageMs([good(1_000), bad(2_000)], whole)).toBe(9_000);
    expect(longestOutageMs([bad(5_000)], whole)).toBe(10_000);
  });

  it('is found in a long night in one pass', () => {
    const night = Array.from({ length: 300_000 }, (_, at) => (at % 3 === 0 ? good(at) : bad(at)));
    expect(longestOutageMs(night, { from: 0, to: 299_999 })).toBe(3);
  });
});
