import { parseLine, type SampleRecord } from '../sample.ts';
import type { Boundaries } from './phase-of.ts';

/** The time that should have been sampled. */
export interface Coverage {
  readonly from: number;
  readonly to: number;
}

export interface Sampled {
  /** In order of their intended times. */
  readonly samples: readonly SampleRecord[];
  readonly coverage: Coverage;
}

/** From the first sign of a sampling or of a fault to the last: what lies between and was not sampled is a gap. */
export function readSamples(lines: readonly string[], { firstFaultAt, lastUndoneAt }: Boundaries): Sampled {
  const samples: SampleRecord[] = [];
  const signs = [firstFaultAt, lastUndoneAt].filter((at) => at !== undefined);
  for (const line of lines) {
    const parsed = parseLine(line);
    if (parsed === undefined) continue;
    if ('i' in parsed) samples.push(parsed);
    signs.push('i' in parsed ? parsed.i : 'began' in parsed ? parsed.began : parsed.ended);
  }
  const from = signs.reduce((a, b) => Math.min(a, b), signs[0] ?? 0);
  const to = signs.reduce((a, b) => Math.max(a, b), from);
  return { samples: samples.toSorted((a, b) => a.i - b.i), coverage: { from, to } };
}
