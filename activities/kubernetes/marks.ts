import { createHash } from 'node:crypto';

/** On everything that a fault has made or changed in a cluster. */
export const FAULT_LABEL = 'gameday.dev/fault';
export const FAULT_ID = 'gameday.dev/fault-id';
export const EXPIRES_AT = 'gameday.dev/expires-at';

/** The value of the label: an id is too long for one, and has characters that it must not have. */
export function markOf(faultId: string): string {
  return createHash('sha256').update(faultId).digest('hex').slice(0, 16);
}
