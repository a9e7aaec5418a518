import type { Ports } from '../ports.ts';

/**
 * How long a fault outlives the last sign of life of its owner, when it can end by itself. Longer than it takes another worker
 * to take over: heartbeat timeout, a restart, a replay.
 */
export const LEASE_MS = 60_000;
export const RENEW_EVERY_MS = 10_000;

/** The owner is there, and still wants the fault or works on its undo. */
export async function renewLease(
  faultId: string,
  { undoRecords, clock }: Pick<Ports, 'undoRecords' | 'clock'>,
): Promise<void> {
  await undoRecords.renew(faultId, clock.now() + LEASE_MS);
}
