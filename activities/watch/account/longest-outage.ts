import { isUsable, type SampleRecord } from '../sample.ts';
import type { Coverage } from './coverage.ts';

/** The longest time without a success in which something failed, ms; null when nothing could be measured. */
export function longestOutageMs(samples: readonly SampleRecord[], { from, to }: Coverage): number | null {
  if (!samples.some(isUsable)) return null;
  let longest = 0;
  let since = from;
  let isFailing = false;
  for (const { i, g, b } of samples) {
    if (b > 0) isFailing = true;
    if (g === 0) continue;
    if (isFailing) longest = Math.max(longest, i - since);
    since = i;
    isFailing = false;
  }
  return isFailing ? Math.max(longest, to - since) : longest;
}
