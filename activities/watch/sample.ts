/** One tick of one SLI, as it stands in the journal; short names, for there are many. */
export interface SampleRecord {
  /** Index of the SLI in its experiment. */
  readonly s: number;
  /** Intended time, milliseconds since 1970. */
  readonly i: number;
  /** How late the tick began, ms. */
  readonly l: number;
  /** Good, bad and unknown samples of the tick. */
  readonly g: number;
  readonly b: number;
  readonly u: number;
  /** Latencies of the good samples, ms. */
  readonly t: readonly number[];
  readonly v: number | null;
  /** What was seen when it was not good. */
  readonly d?: string | undefined;
  /** Ticks before this one that could not be run at all. */
  readonly m?: number | undefined;
}

export function parseSample(line: string): SampleRecord | undefined {
  try {
    const record = JSON.parse(line) as SampleRecord;
    return typeof record.i === 'number' && Array.isArray(record.t) ? record : undefined;
  } catch {
    return undefined;
  }
}
