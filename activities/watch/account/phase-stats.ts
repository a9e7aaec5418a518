import type { PhaseStats } from '../../../experiments/definition/outcome.ts';
import { percentile } from '../percentile.ts';
import type { SampleRecord } from '../sample.ts';

export function phaseStats(samples: readonly SampleRecord[]): PhaseStats {
  const sum = (of: (one: SampleRecord) => number) => samples.reduce((total, one) => total + of(one), 0);
  const [good, bad, unknown] = [sum((one) => one.g), sum((one) => one.b), sum((one) => one.u)];
  const latencies = samples.flatMap((one) => one.t).toSorted((a, b) => a - b);
  const values = samples.flatMap((one) => one.v ?? []).toSorted((a, b) => a - b);
  return {
    samples: good + bad + unknown,
    good,
    bad,
    unknown,
    errorRatio: good + bad === 0 ? null : bad / (good + bad),
    p50: percentile(latencies, 50),
    p90: percentile(latencies, 90),
    p99: percentile(latencies, 99),
    max: latencies.at(-1) ?? null,
    valueMin: values[0] ?? null,
    valueMean: values.length === 0 ? null : values.reduce((total, one) => total + one, 0) / values.length,
    valueMax: values.at(-1) ?? null,
  };
}
