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
}

/** When a worker began to sample, or ended it in order. Between two of them there may be a worker that died. */
export type Mark = { readonly began: number } | { readonly ended: number };

export const isUsable = ({ g, b }: SampleRecord): boolean => g + b > 0;

/** Undefined for a line that a crash tore. */
export function parseLine(line: string): SampleRecord | Mark | undefined {
  const parsed = parseJson(line);
  return isSample(parsed) || isMark(parsed) ? parsed : undefined;
}

function isSample(line: unknown): line is SampleRecord {
  return hasNumbers(line, ['s', 'i', 'l', 'g', 'b', 'u']) && 't' in line && Array.isArray(line.t);
}

function isMark(line: unknown): line is Mark {
  return hasNumbers(line, ['began']) || hasNumbers(line, ['ended']);
}

function hasNumbers(line: unknown, names: readonly string[]): line is object {
  return typeof line === 'object' && line !== null && names.every((name) => Number.isFinite(Reflect.get(line, name)));
}

function parseJson(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
