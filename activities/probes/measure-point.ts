import type { HttpExpectation } from '../../experiments/definition/http-request.ts';
import type { AtMs } from '../../experiments/definition/outcome.ts';
import type { PointProbeKind } from '../../experiments/definition/probes/index.ts';
import type { Ports } from '../ports.ts';
import { excerpt } from './excerpt.ts';
import { pointProbes } from './point-probes.ts';
import type { PointSettings, Sample } from './probe.ts';

export interface Measurement<K extends PointProbeKind> {
  readonly kind: K;
  readonly settings: PointSettings[K];
  readonly expect?: HttpExpectation | undefined;
}

export interface MeasureOptions {
  /** When the experiment began; now when left out. */
  readonly since?: AtMs | undefined;
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
  readonly ports: Ports;
}

/**
 * Asks once, with secrets resolved for this one request. Never throws: a secret that is missing, a URL that is none or a
 * cancelled measurement are `unknown`. The detail is one short line without secrets.
 */
export async function measurePoint<K extends PointProbeKind>(
  spec: Measurement<K>,
  options: MeasureOptions,
): Promise<Sample> {
  const sample = await measureOrExplain(spec, options);
  return { ...sample, detail: excerpt(options.ports.secrets.hide(sample.detail)) };
}

async function measureOrExplain<K extends PointProbeKind>(
  spec: Measurement<K>,
  options: MeasureOptions,
): Promise<Sample> {
  const { signal, ports } = options;
  if (signal.aborted) return cancelled;
  try {
    const settings = ports.secrets.resolve(spec.settings);
    const expect = ports.secrets.resolve(spec.expect);
    const since = options.since ?? ports.clock.now();
    const sample = await pointProbes[spec.kind].measure({ ...options, settings, expect, since });
    return signal.aborted && sample.result !== 'good' ? cancelled : sample;
  } catch (error) {
    return signal.aborted ? cancelled : unknown(`could not be measured: ${messageOf(error)}`);
  }
}

const cancelled = unknown('the measurement was cancelled');

function unknown(detail: string): Sample {
  return { result: 'unknown', latencyMs: null, value: null, detail };
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
