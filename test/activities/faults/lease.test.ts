import { jest } from '@jest/globals';
import { keepLeases, LEASE_MS, RENEW_EVERY_MS } from '../../../activities/faults/lease.ts';
import type { Ports } from '../../../activities/ports.ts';

function keeping(renew: (faultId: string, until: number) => Promise<void>) {
  const ports = { undoRecords: { renew }, clock: { now: () => Date.now() } } as unknown as Ports;
  return keepLeases(['one', 'two'], ports);
}

describe('leases that are kept', () => {
  beforeEach(() => void jest.useFakeTimers({ now: 0 }));
  afterEach(() => void jest.useRealTimers());

  it('are renewed often enough that one failure does not matter, until nobody wants them any more', () => {
    const renewed: unknown[] = [];
    const stop = keeping(async (...call) => void renewed.push(call));
    jest.advanceTimersByTime(RENEW_EVERY_MS);
    expect(renewed).toEqual([
      ['one', RENEW_EVERY_MS + LEASE_MS],
      ['two', RENEW_EVERY_MS + LEASE_MS],
    ]);
    jest.advanceTimersByTime(RENEW_EVERY_MS);
    expect(renewed).toHaveLength(4);
    stop();
    jest.advanceTimersByTime(LEASE_MS);
    expect(renewed).toHaveLength(4);
    expect(LEASE_MS).toBeGreaterThan(2 * RENEW_EVERY_MS);
  });

  it('are asked for again when a cluster was away', async () => {
    let calls = 0;
    const stop = keeping(async () => {
      calls += 1;
      throw new Error('the API server does not answer');
    });
    await jest.advanceTimersByTimeAsync(2 * RENEW_EVERY_MS);
    stop();
    expect(calls).toBe(4);
  });
});
