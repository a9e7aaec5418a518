import type { WriteAccount } from '../../../experiments/definition/outcome.ts';
import { isUsable, type SampleRecord } from '../sample.ts';
import type { Coverage } from './coverage.ts';
import { isBlind } from './gaps.ts';

/** The longest time without a success in which something failed. */
export interface Outage {
  readonly longestMs: number;
  /** The same without the time in which nobody looked: so long it was at least. */
  readonly witnessedMs: number;
}

/** Null when nothing could be measured. */
export function longestOutage(
  samples: readonly SampleRecord[],
  everyMs: number,
  { from, to }: Coverage,
): Outage | null {
  const usable = samples.filter(isUsable);
  if (usable.length === 0) return null;
  let longest: Outage = { longestMs: 0, witnessedMs: 0 };
  let current = longest;
  let seenUntil = from;
  let isFailing = false;
  for (const { i, g, b } of usable) {
    current = longer(current, i - seenUntil, everyMs);
    seenUntil = i;
    if (b > 0) isFailing = true;
    if (g === 0) continue;
    if (isFailing) longest = highest(longest, current);
    current = { longestMs: 0, witnessedMs: 0 };
    isFailing = false;
  }
  return isFailing ? highest(longest, longer(current, to - seenUntil, everyMs)) : longest;
}

export const outageOfWrites = ({ longestOutageMs, witnessedOutageMs }: WriteAccount): Outage => ({
  longestMs: longestOutageMs,
  witnessedMs: witnessedOutageMs,
});

function longer({ longestMs, witnessedMs }: Outage, byMs: number, everyMs: number): Outage {
  return { longestMs: longestMs + byMs, witnessedMs: witnessedMs + (isBlind(byMs, everyMs) ? 0 : byMs) };
}

function highest(one: Outage, other: Outage): Outage {
  return {
    longestMs: Math.max(one.longestMs, other.longestMs),
    witnessedMs: Math.max(one.witnessedMs, other.witnessedMs),
  };
}
