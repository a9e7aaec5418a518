import type { SliProgress, WatchProgress } from '../../experiments/definition/progress.ts';
import type { Sli } from '../../experiments/definition/sli.ts';
import type { Running } from '../running.ts';
import { freshState, type RuleState } from './abort-rule.ts';
import { percentile } from './percentile.ts';
import { isUsable, type SampleRecord } from './sample.ts';
import type { Sampling } from './sampling.ts';
import type { WatchInput } from './segment.ts';

/** What a retry needs to go on, and what people see while it runs. */
export interface WatchHeartbeat extends WatchProgress, WatchBeginning {}

export interface WatchBeginning {
  /** When the first attempt began. */
  readonly startedAt: number;
  /** One for every SLI. */
  readonly rules: readonly RuleState[];
}

export function heartbeatOf(
  { segment, slis }: WatchInput,
  startedAt: number,
  sampling: Sampling,
  at: number,
): WatchHeartbeat {
  const rules = sampling.states();
  return {
    segment,
    at,
    startedAt,
    rules,
    slis: slis.map((sli, index) => progress(sli, rules[index]!, sampling.latest(index))),
  };
}

/**
 * Where an attempt goes on. Without usable details of the attempt before, nobody has watched since the server scheduled the
 * activity: that counts as blindness. A time in the future (another worker's clock) would hide it, so none is taken over.
 */
export function beginningOf(
  { slis }: WatchInput,
  { resumed, attempt, scheduledAt = Number.POSITIVE_INFINITY }: Running,
  now: number,
): WatchBeginning {
  const scheduled = Math.min(now, scheduledAt);
  if (!isBeginning(resumed, slis.length)) {
    return { startedAt: attempt > 1 ? scheduled : now, rules: slis.map(() => freshState(scheduled)) };
  }
  const { startedAt, rules } = resumed;
  return {
    startedAt: Math.min(now, startedAt),
    rules: rules.map((rule) => ({ ...rule, lastUsableAt: Math.min(now, rule.lastUsableAt) })),
  };
}

function isBeginning(details: unknown, count: number): details is WatchBeginning {
  if (!isObject(details) || !('startedAt' in details) || !('rules' in details)) return false;
  const { startedAt, rules } = details;
  return Number.isFinite(startedAt) && Array.isArray(rules) && rules.length === count && rules.every(isRuleState);
}

function isRuleState(rule: unknown): boolean {
  if (!isObject(rule) || !('lastUsableAt' in rule) || !Number.isFinite(rule.lastUsableAt)) return false;
  return ['breachingSince', 'breachingUntil', 'keptAt'].every(
    (name) => Reflect.get(rule, name) === null || Number.isFinite(Reflect.get(rule, name)),
  );
}

const isObject = (details: unknown): details is object => typeof details === 'object' && details !== null;

function progress({ name }: Sli, { breachingSince }: RuleState, latest: SampleRecord | undefined): SliProgress {
  if (!latest) return { name, state: 'unknown', text: 'no sample yet' };
  const { g, b, t, v, d } = latest;
  if (!isUsable(latest)) return { name, state: 'unknown', text: d ?? 'no usable sample' };
  const slowest = percentile(t, 100);
  const measured = v === null ? (slowest === null ? '' : `${slowest.toFixed(1)} ms`) : String(v);
  const text = [`${g} good, ${b} bad`, measured, b > 0 ? (d ?? '') : ''].filter((part) => part !== '').join(', ');
  return { name, state: breachingSince !== null ? 'breaching' : b > 0 ? 'bad' : 'good', text };
}
