import { satisfies } from '../experiments/definition/compare.ts';
import type { CheckResult } from '../experiments/definition/outcome.ts';
import type { SteadyStateCheck } from '../experiments/definition/sli.ts';
import type { Ports } from './ports.ts';
import { running } from './running.ts';
import { measureInTime } from './watch/measure-in-time.ts';

/** All checks at once, each asked once. What cannot be measured is `unknown`. */
export function checkSteadyState(
  checks: readonly SteadyStateCheck[],
  ports: Ports,
  signal: AbortSignal,
): Promise<readonly CheckResult[]> {
  return Promise.all(checks.map((check) => checkOnce(check, ports, signal)));
}

async function checkOnce(check: SteadyStateCheck, ports: Ports, signal: AbortSignal): Promise<CheckResult> {
  const { name } = check;
  const { result, value, detail } = await measureInTime(check, { timeoutMs: check.timeout, signal, ports }).sample;
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

export function createSteadyStateActivities(ports: Ports) {
  return {
    checkSteadyState: ({ checks }: { readonly checks: readonly SteadyStateCheck[] }): Promise<readonly CheckResult[]> =>
      checkSteadyState(checks, ports, running().signal),
  };
}
