import type { Bucket } from '../../../experiments/definition/outcome.ts';
import type { SampleRecord } from '../sample.ts';

const MOST = 600;

/** The curve of one SLI: at most 600 points, whatever the length. `unit` says what the curve shows. */
export function bucketsOf(samples: readonly SampleRecord[], everyMs: number, unit: 'ms' | 'value'): readonly Bucket[] {
  const first = samples[0];
  const last = samples.at(-1);
  if (!first || !last) return [];
  const ticks = Math.floor((last.i - first.i) / everyMs) + 1;
  const widthMs = everyMs * Math.ceil(ticks / MOST);
  const grouped = new Map<number, SampleRecord[]>();
  for (const sample of samples) {
    const at = Math.floor((sample.i - first.i) / widthMs);
    const group = grouped.get(at);
    if (group) group.push(sample);
    else grouped.set(at, [sample]);
  }
  return [...grouped]
    .map(([at, group]) => bucket(first.i + at * widthMs, widthMs, group, unit))
    .toSorted((a, b) => a.at - b.at);
}

function bucket(at: number, widthMs: number, group: readonly SampleRecord[], unit: 'ms' | 'value'): Bucket {
  const numbers = unit === 'ms' ? group.flatMap((one) => one.t) : group.flatMap((one) => one.v ?? []);
  const sum = (of: (one: SampleRecord) => number) => group.reduce((total, one) => total + of(one), 0);
  return {
    at,
    widthMs,
    good: sum((one) => one.g),
    bad: sum((one) => one.b),
    unknown: sum((one) => one.u),
    mean: numbers.length === 0 ? null : numbers.reduce((total, one) => total + one, 0) / numbers.length,
    max:
      numbers.length === 0 ? null : numbers.reduce((highest, one) => Math.max(highest, one), Number.NEGATIVE_INFINITY),
  };
}
