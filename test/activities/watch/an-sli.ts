import { parseComparison } from '../../../experiments/definition/comparison.ts';
import type { Sli } from '../../../experiments/definition/sli.ts';
import { sli as schema } from '../../../experiments/definition/sli.ts';
import type { SampleRecord } from '../../../activities/watch/sample.ts';

export const comparison = (text: string | number) => parseComparison(text)!;

/** An http SLI once a second, as the parser yields it. */
export function anSli(change: object = {}): Exclude<Sli, { kind: 'acknowledged-writes' }> {
  const parsed = schema.parse({ name: 'health', http: { get: 'http://127.0.0.1:1/healthz' }, ...change });
  if (parsed.kind === 'acknowledged-writes') throw new Error('Use aLoadSli.');
  return parsed;
}

export function aLoadSli(change: object = {}, settings: object = {}): Extract<Sli, { kind: 'acknowledged-writes' }> {
  const parsed = schema.parse({
    name: 'writes',
    'acknowledged-writes': { url: 'http://127.0.0.1:1', ...settings },
    ...change,
  });
  if (parsed.kind !== 'acknowledged-writes') throw new Error('Use anSli.');
  return parsed;
}

/** A tick at that time. */
export function aSample(i: number, change: Partial<SampleRecord> = {}): SampleRecord {
  return { s: 0, i, l: 0, g: 0, b: 0, u: 0, t: [], v: null, ...change };
}

export const good = (i: number, ms = 10): SampleRecord => aSample(i, { g: 1, t: [ms] });
export const bad = (i: number, detail = 'status 500'): SampleRecord => aSample(i, { b: 1, d: detail });
export const unknown = (i: number, detail = 'no answer from the source'): SampleRecord =>
  aSample(i, { u: 1, d: detail });
export const valued = (i: number, v: number): SampleRecord => aSample(i, { g: 1, t: [1], v });
