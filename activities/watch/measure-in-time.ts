import type { PointProbeKind } from '../../experiments/definition/probes/index.ts';
import { type Measurement, type MeasureOptions, measurePoint } from '../probes/measure-point.ts';
import type { Sample } from '../probes/probe.ts';

/** A probe keeps its own timeout; one that has not come back this much later hangs. */
const GRACE_MS = 1_000;

export interface Measuring {
  /** Comes in time, also when the probe never ends (a program that hangs in the kernel). Never rejects. */
  readonly sample: Promise<Sample>;
  /** When the probe itself is over, if ever. */
  readonly over: Promise<void>;
}

export function measureInTime<K extends PointProbeKind>(spec: Measurement<K>, options: MeasureOptions): Measuring {
  const { timeoutMs, signal, ports } = options;
  const ending = new AbortController();
  const end = () => ending.abort();
  signal.addEventListener('abort', end);
  if (signal.aborted) end();
  const measured = measurePoint(spec, { ...options, signal: ending.signal });
  const limit = ports.clock.sleep(timeoutMs + GRACE_MS, ending.signal).then(
    () => nothing(`the probe hangs: no end within ${timeoutMs + GRACE_MS} ms`),
    () => nothing('the measurement was cancelled'),
  );
  const sample = Promise.race([measured, limit]).finally(() => {
    signal.removeEventListener('abort', end);
    end();
  });
  return { sample, over: measured.then(() => undefined) };
}

const nothing = (detail: string): Sample => ({ result: 'unknown', latencyMs: null, value: null, detail });
