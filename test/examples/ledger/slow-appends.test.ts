import { parseSlowAppends, SlowAppendsSwitch } from '../../../examples/ledger/api/slow-appends.ts';

const off = { enabled: false, delayMs: 0, expiresAt: null };

describe('the slow-appends switch', () => {
  it.each([1_000, '1970-01-01T00:00:01Z'])('is off by itself from its expiry on: %p', (expiresAt) => {
    const toggle = new SlowAppendsSwitch();
    toggle.set({ enabled: true, delayMs: 50, expiresAt });
    expect(toggle.read(999)).toEqual({ enabled: true, delayMs: 50, expiresAt });
    expect(toggle.read(1_000)).toEqual(off);
    expect(toggle.read(999)).toEqual(off);
  });

  it('stays on without an expiry until it is switched off', () => {
    const toggle = new SlowAppendsSwitch();
    toggle.set({ enabled: true, delayMs: 50, expiresAt: null });
    expect(toggle.read(Number.MAX_SAFE_INTEGER).enabled).toBe(true);
    toggle.set({ enabled: false, delayMs: 50, expiresAt: null });
    expect(toggle.read()).toEqual(off);
  });

  it('names every problem of a setting at once', () => {
    expect(() => parseSlowAppends({ enabled: 'yes', delayMs: -1, expiresAt: 'soon', dealyMs: 3 })).toThrow(
      '"enabled" must be true or false; "delayMs" must be a number from 0 to 60000; ' +
        '"expiresAt" must be an ISO time, milliseconds since 1970, or null; "dealyMs" is not known here',
    );
    for (const body of [null, 7, 'on', []]) expect(() => parseSlowAppends(body)).toThrow('"enabled"');
  });
});
