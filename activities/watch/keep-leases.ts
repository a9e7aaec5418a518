import { RENEW_EVERY_MS, renewLease } from '../faults/lease.ts';
import type { Ports } from '../ports.ts';

/** Renews at once and from then on, until it is called. A cluster that is away is asked again next time. */
export function keepLeases(faultIds: readonly string[] = [], ports: Pick<Ports, 'undoRecords' | 'clock'>): () => void {
  if (faultIds.length === 0) return () => undefined;
  const renew = () => void Promise.allSettled(faultIds.map((id) => renewLease(id, ports)));
  renew();
  const renewing = setInterval(renew, RENEW_EVERY_MS);
  return () => clearInterval(renewing);
}
