import type { Bucket, Phase, PhaseStats, SliCurve, SliResult } from '../../../../experiments/definition/outcome.ts';

export const START = Date.UTC(2026, 11, 1, 9, 0, 0);

export const NO_STATS: PhaseStats = {
  samples: 0,
  good: 0,
  bad: 0,
  unknown: 0,
  errorRatio: null,
  p50: null,
  p90: null,
  p99: null,
  max: null,
  valueMin: null,
  valueMean: null,
  valueMax: null,
};

export function someStats(over: Partial<PhaseStats> = {}): PhaseStats {
  return { ...NO_STATS, samples: 200, good: 200, errorRatio: 0, p50: 3.1, p90: 5.2, p99: 9.8, max: 14.2, ...over };
}

export function aSliResult(over: Partial<SliResult> = {}): SliResult {
  return {
    name: 'write success',
    probe: 'acknowledged-writes',
    everyMs: 1000,
    samples: 1500,
    late: 3,
    missed: 0,
    latenessP99Ms: 29,
    phases: {
      baseline: someStats({ samples: 248, good: 248 }),
      fault: someStats({
        samples: 604,
        good: 478,
        bad: 126,
        errorRatio: 126 / 604,
        p50: 4.4,
        p90: 11.7,
        p99: 301,
        max: 312,
      }),
      recovery: someStats({ samples: 400, good: 400 }),
    },
    objectives: [{ metric: 'lostWrites', expected: '== 0', actual: 0, result: 'met' }],
    gaps: [],
    ...over,
  };
}

export interface Shape {
  /** Seconds after the start: `[from, to)`. */
  readonly failing?: readonly [number, number];
  readonly dark?: readonly [number, number];
  readonly slow?: readonly [number, number];
  readonly usual?: number;
  readonly slowBy?: number;
  readonly seconds?: number;
  readonly perBucket?: number;
}

/** A curve of one bucket per second, wobbling the same way each time. */
export function someBuckets({
  failing,
  dark,
  slow,
  usual = 3,
  slowBy = 8,
  seconds = 75,
  perBucket = 20,
}: Shape = {}): readonly Bucket[] {
  return Array.from({ length: seconds }, (_, second): Bucket => {
    const at = START + second * 1000;
    if (within(second, dark)) return { at, widthMs: 1000, good: 0, bad: 0, unknown: perBucket, mean: null, max: null };
    if (within(second, failing))
      return { at, widthMs: 1000, good: 0, bad: perBucket, unknown: 0, mean: null, max: null };
    const wobble = 1 + 0.18 * Math.sin(second * 1.7) + 0.12 * Math.sin(second * 0.61 + 2);
    const mean = usual * wobble * (within(second, slow) ? slowBy : 1);
    const bad = within(second, slow) && second % 3 === 0 ? Math.ceil(perBucket * 0.15) : 0;
    return {
      at,
      widthMs: 1000,
      good: perBucket - bad,
      bad,
      unknown: 0,
      mean,
      max: mean * (1.6 + Math.abs(Math.sin(second * 2.3))),
    };
  });
}

export function aCurve(result: SliResult, shape: Shape = {}, over: Partial<SliCurve> = {}): SliCurve {
  return { ...result, unit: 'ms', buckets: someBuckets(shape), histogram: '', thresholds: [], ...over };
}

/** The same numbers in every phase. */
export function everyPhase(stats: PhaseStats): { readonly [P in Phase]: PhaseStats } {
  return { baseline: stats, fault: stats, recovery: stats };
}

function within(second: number, range: readonly [number, number] | undefined): boolean {
  return range !== undefined && second >= range[0] && second < range[1];
}
