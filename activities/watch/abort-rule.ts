import { satisfies } from '../../experiments/definition/compare.ts';
import { ABORT_METRICS, type AbortMetric } from '../../experiments/definition/metrics.ts';
import type { Breach } from '../../experiments/definition/outcome.ts';
import type { Comparison } from '../../experiments/definition/scalars.ts';
import type { Sli } from '../../experiments/definition/sli.ts';
import { isUsable, type SampleRecord } from './sample.ts';
import { tickMetric } from './tick-metric.ts';

/** What must survive a crash of the watch; goes into the heartbeat. Times never go back (forward-time.ts). */
export interface RuleState {
  readonly lastUsableAt: number;
  readonly breachingSince: number | null;
  /** The newest tick that breached. */
  readonly breachingUntil: number | null;
  /** The newest tick that did not. */
  readonly keptAt: number | null;
}

interface Rule {
  readonly metric: AbortMetric;
  readonly comparison: Comparison;
  readonly forMs: number;
}

export const freshState = (now: number): RuleState => ({
  lastUsableAt: now,
  breachingSince: null,
  breachingUntil: null,
  keptAt: null,
});

export function ruleOf({ abortIf }: Sli): Rule | undefined {
  if (!abortIf) return undefined;
  const metric = ABORT_METRICS.find((name) => abortIf[name] !== undefined);
  return metric && { metric, comparison: abortIf[metric]!, forMs: abortIf.for };
}

export const ruleText = ({ metric, comparison, forMs }: Rule): string =>
  `${metric} ${comparison.text}${forMs > 0 ? ` for ${forMs / 1000} s` : ''}`;

/** Whether a tick says what this SLI is judged by. A failed request says nothing about a latency: to that rule it is blind. */
export function canJudge(sli: Sli, tick: SampleRecord): boolean {
  const rule = ruleOf(sli);
  return rule ? tickMetric(rule.metric, tick) !== null : isUsable(tick);
}

/** The state after a tick that was due then. A tick that cannot say the metric neither begins nor ends a breach. */
export function afterTick(
  sli: Sli,
  state: RuleState,
  tick: SampleRecord,
  { due, now }: { readonly due: number; readonly now: number },
): RuleState {
  if (!canJudge(sli, tick)) return state;
  const usable = { ...state, lastUsableAt: now };
  const rule = ruleOf(sli);
  if (!rule) return usable;
  const { breachingSince, breachingUntil, keptAt } = state;
  if (!satisfies(tickMetric(rule.metric, tick)!, rule.comparison)) {
    const isOver = breachingSince === null || due >= breachingSince;
    return {
      ...usable,
      keptAt: Math.max(keptAt ?? due, due),
      ...(isOver ? { breachingSince: null, breachingUntil: null } : {}),
    };
  }
  // Probes overlap: the answer of an older tick must not begin a breach that a newer one has ended.
  if (rule.forMs > 0 && keptAt !== null && due < keptAt) return usable;
  return {
    ...usable,
    breachingSince: Math.min(breachingSince ?? due, due),
    breachingUntil: Math.max(breachingUntil ?? due, due),
  };
}

/** Judged at every tick and in between: time alone can make a watch blind. `seen`: what the last tick saw. */
export function breachOf(sli: Sli, state: RuleState, now: number, seen?: string): Breach | undefined {
  const rule = ruleOf(sli);
  if (!rule) return undefined;
  const { breachingSince, breachingUntil, lastUsableAt } = state;
  // The tick at the end of `for` decides. When it stays away for a whole period, nothing says that the breach is over.
  const until = Math.max(breachingUntil ?? 0, now - sli.every);
  if (breachingSince !== null && until - breachingSince >= rule.forMs) {
    return {
      sli: sli.name,
      kind: 'threshold',
      at: Math.round(now),
      since: breachingSince,
      text: `${sli.name}: ${ruleText(rule)}`,
    };
  }
  return now - lastUsableAt > sli.blindAfter ? blindBreach(sli, lastUsableAt, now, seen) : undefined;
}

export function blindBreach({ name, blindAfter }: Sli, since: number, now: number, seen?: string): Breach {
  const blind = `blind, no usable sample for ${((now - since) / 1000).toFixed(1)} s (blindAfter ${blindAfter / 1000} s)`;
  return {
    sli: name,
    kind: 'blind',
    at: Math.round(now),
    since: Math.round(since),
    text: `${name}: ${blind}${seen ? `: ${seen}` : ''}`,
  };
}
