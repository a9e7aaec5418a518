import type { BlindGap } from '../../../experiments/definition/outcome.ts';
import { isUsable, type SampleRecord } from '../sample.ts';
import type { Coverage } from './coverage.ts';

const PERIODS = 3;

/** Whether so much time between two usable samples means that nobody looked. */
export const isBlind = (ms: number, everyMs: number): boolean => ms > PERIODS * everyMs;

/**
 * Times without a usable sample that are longer than three periods, also before the first and after the last: a source that
 * failed, or a worker that was replaced.
 */
export function gapsOf(samples: readonly SampleRecord[], everyMs: number, { from, to }: Coverage): readonly BlindGap[] {
  const gaps: BlindGap[] = [];
  let usableUntil = from;
  let why = '';
  const close = (at: number) => {
    if (isBlind(at - usableUntil, everyMs)) {
      gaps.push({
        from: usableUntil,
        to: at,
        ...(why === ''
          ? { why: 'nothing was sampled; a worker was replaced, or stood still', isOurs: true as const }
          : { why }),
      });
    }
    usableUntil = at;
    why = '';
  };
  for (const sample of samples) {
    if (isUsable(sample)) close(sample.i);
    else why = sample.d ?? 'no usable sample';
  }
  close(to);
  return gaps;
}

/** Ticks without a sample: late by more than a period, not answered by a probe that hangs, not written down, or not begun by a dead worker. */
export function missedTicks(samples: readonly SampleRecord[], everyMs: number, { from, to }: Coverage): number {
  const [first, last] = [samples[0], samples.at(-1)];
  if (!first || !last) return ticksIn(to - from, everyMs);
  const between = samples
    .slice(1)
    .reduce((sum, one, index) => sum + Math.max(0, Math.round((one.i - samples[index]!.i) / everyMs) - 1), 0);
  return between + ticksIn(first.i - from, everyMs) + ticksIn(to - last.i, everyMs);
}

/** At the edges a few ticks are due to the way a sampling begins and ends. */
function ticksIn(ms: number, everyMs: number): number {
  const ticks = Math.floor(ms / everyMs);
  return ticks > PERIODS ? ticks : 0;
}
