/**
 * What an SLI can be judged by. `from`: every probe, probes that yield a value, or the load probe that accounts for
 * writes. Units of the compared number: ratio 0..1, ms, or a count.
 */
export const METRICS = {
  errorRatio: { unit: 'ratio', from: 'any', says: 'share of samples that failed' },
  availability: { unit: 'ratio', from: 'any', says: 'share of samples that succeeded' },
  p50: { unit: 'ms', from: 'any', says: 'median latency' },
  p90: { unit: 'ms', from: 'any', says: '90th percentile of the latency' },
  p99: { unit: 'ms', from: 'any', says: '99th percentile of the latency' },
  max: { unit: 'ms', from: 'any', says: 'highest latency' },
  value: { unit: 'none', from: 'value', says: 'the measured value (objective: its worst)' },
  longestOutage: { unit: 'ms', from: 'any', says: 'longest time without a success' },
  lostWrites: { unit: 'none', from: 'writes', says: 'acknowledged writes that are missing afterwards' },
  staleReads: { unit: 'none', from: 'writes', says: 'reads that missed a write acknowledged before' },
  duplicateWrites: { unit: 'none', from: 'writes', says: 'writes that are there more than once' },
} as const;
export type Metric = keyof typeof METRICS;
// oxlint-disable-next-line typescript/no-unsafe-type-assertion -- METRICS is a literal, so its keys are these
export const METRIC_NAMES = Object.keys(METRICS) as readonly Metric[];
/** Known at every tick, so they can abort. The others are judged at the end only. */
export const ABORT_METRICS = [
  'errorRatio',
  'availability',
  'p50',
  'p90',
  'p99',
  'max',
  'value',
] as const satisfies readonly Metric[];
export type AbortMetric = (typeof ABORT_METRICS)[number];
