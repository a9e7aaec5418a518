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

/** Renews them until it is called. A cluster that is away is asked again the next time. */
export function keepLeases(faultIds: readonly string[], ports: Pick<Ports, 'undoRecords' | 'clock'>): () => void {
  const renew = () => void Promise.allSettled(faultIds.map((id) => renewLease(id, ports)));
  const renewing = setInterval(renew, RENEW_EVERY_MS);
  return () => clearInterval(renewing);
}
