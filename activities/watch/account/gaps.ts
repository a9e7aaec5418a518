import type { BlindGap } from '../../../experiments/definition/outcome.ts';
import type { SampleRecord } from '../sample.ts';

/** Times without a usable sample that are longer than three periods: a source that failed, or a worker that was replaced. */
export function gapsOf(samples: readonly SampleRecord[], everyMs: number): readonly BlindGap[] {
  const gaps: BlindGap[] = [];
  let usableUntil: number | undefined;
  let why = '';
  for (const sample of samples) {
    const usable = sample.g + sample.b > 0;
    if (!usable) why = sample.d ?? 'no usable sample';
    if (!usable) continue;
    if (usableUntil !== undefined && sample.i - usableUntil > 3 * everyMs) {
      gaps.push({ from: usableUntil, to: sample.i, why: why === '' ? 'nothing was sampled; a worker was replaced, or stood still' : why });
    }
    usableUntil = sample.i;
    why = '';
  }
  return gaps;
}

/** The longest time from one success to the next, ms; up to the last sample when no success followed. */
export function longestOutageMs(samples: readonly SampleRecord[]): number | null {
  const last = samples.at(-1);
  if (!last) return null;
  const successes = samples.filter((one) => one.g > 0).map((one) => one.i);
  const failures = samples.filter((one) => one.b > 0).map((one) => one.i);
  if (failures.length === 0) return 0;
  const edges = [samples[0]!.i, ...successes, last.i];
  return edges.slice(1).reduce((longest, at, index) => {
    const from = edges[index]!;
    const failed = failures.some((failure) => failure >= from && failure <= at);
    return failed ? Math.max(longest, at - from) : longest;
  }, 0);
}
