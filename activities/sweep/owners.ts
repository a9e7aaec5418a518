import { LEASE_MS, RENEW_EVERY_MS } from '../faults/lease.ts';
import { durationText } from '../guardrails/duration-text.ts';
import type { Clock, StoredUndo } from '../ports.ts';

/** What is known of the owner of a fault: its workflow, and above that the experiment. */
export interface OwnerLook {
  readonly is: 'alive' | 'gone' | 'unknown';
  /** How we know, for a person. */
  readonly because: string;
}

export interface Owners {
  stateOf(record: StoredUndo): Promise<OwnerLook>;
}

/**
 * Without Temporal. A living owner renews the lease, before the deadline and after it, so where there is a lease it decides
 * alone. Older records have none: then the owner had its time until the deadline, and a lease more.
 */
export function byLease(clock: Pick<Clock, 'now'>): Owners {
  return {
    stateOf: async ({ leaseUntil, expiresAt }) => {
      const now = clock.now();
      if (leaseUntil === undefined) return byDeadline(expiresAt + LEASE_MS, now);
      const sign = ago(leaseUntil - LEASE_MS, now);
      if (now >= leaseUntil) {
        return {
          is: 'gone',
          because: `its owner gave the last sign of life ${sign}; a living one does every ${EVERY}`,
        };
      }
      const rest = inSeconds(leaseUntil - now);
      return {
        is: 'alive',
        because: `its owner gave a sign of life ${sign}; without another it counts as gone in ${rest}`,
      };
    },
  };
}

/** The first that knows. */
export function firstToKnow(first: Owners, then: Owners): Owners {
  return {
    async stateOf(record) {
      const look = await first.stateOf(record);
      if (look.is !== 'unknown') return look;
      const other = await then.stateOf(record);
      return { is: other.is, because: `${look.because}; ${other.because}` };
    },
  };
}

const EVERY = durationText(RENEW_EVERY_MS);
const inSeconds = (ms: number) => durationText(Math.max(1, Math.round(ms / 1_000)) * 1_000);
const ago = (at: number, now: number) => `${inSeconds(now - at)} ago`;

function byDeadline(until: number, now: number): OwnerLook {
  const unsigned = 'its owner gives no signs of life that could be read here';
  if (now < until)
    return { is: 'unknown', because: `${unsigned}, and may be alive for ${inSeconds(until - now)} more` };
  return { is: 'gone', because: `its deadline passed ${ago(until - LEASE_MS, now)}, and ${unsigned}` };
}
