import { satisfies } from '../experiments/definition/compare.ts';
import type { AtMs, CheckResult } from '../experiments/definition/outcome.ts';
import type { SteadyStateCheck } from '../experiments/definition/sli.ts';
import type { Ports } from './ports.ts';
import type { MeasureOptions } from './probes/measure-point.ts';
import { running } from './running.ts';
import { measureInTime } from './watch/measure-in-time.ts';

/** All checks at once, each asked once. What cannot be measured is `unknown`. `since`: when the experiment began. */
export function checkSteadyState(
  checks: readonly SteadyStateCheck[],
  ports: Ports,
  signal: AbortSignal,
  since?: AtMs,
): Promise<readonly CheckResult[]> {
  return Promise.all(checks.map((check) => checkOnce(check, { since, timeoutMs: check.timeout, signal, ports })));
}

async function checkOnce(check: SteadyStateCheck, options: MeasureOptions): Promise<CheckResult> {
  const { name } = check;
  const { result, value, detail } = await measureInTime(check, options).sample;
  if (result === 'unknown') return { name, result: 'unknown', detail };
  if (result === 'bad') return { name, result: 'not met', detail };
  if (check.value === undefined) return { name, result: 'met', detail };
  if (value === null)
    return { name, result: 'unknown', detail: `no value to compare with ${check.value.text}: ${detail}` };
  return {
    name,
    result: satisfies(value, check.value) ? 'met' : 'not met',
    detail: `${value}, expected ${check.value.text}`,
  };
}

export interface SteadyStateInput {
  readonly checks: readonly SteadyStateCheck[];
  /** When the experiment began. Older workflows do not say it. */
  readonly since?: AtMs;
}

export function createSteadyStateActivities(ports: Ports) {
  return {
    checkSteadyState: ({ checks, since }: SteadyStateInput): Promise<readonly CheckResult[]> =>
      checkSteadyState(checks, ports, running().signal, since),
  };
}
