import { satisfies } from '../../experiments/definition/compare.ts';
import { ABORT_METRICS, type AbortMetric } from '../../experiments/definition/metrics.ts';
import type { Breach } from '../../experiments/definition/outcome.ts';
import type { Comparison } from '../../experiments/definition/scalars.ts';
import type { Sli } from '../../experiments/definition/sli.ts';
import type { SampleRecord } from './sample.ts';
import { tickMetric } from './tick-metric.ts';

/** What must survive a crash of the watch; goes into the heartbeat. */
export interface RuleState {
  readonly lastUsableAt: number;
  readonly breachingSince: number | null;
}

interface Rule {
  readonly metric: AbortMetric;
  readonly comparison: Comparison;
  readonly forMs: number;
}

export function ruleOf({ abortIf }: Sli): Rule | undefined {
  if (!abortIf) return undefined;
  const metric = ABORT_METRICS.find((name) => abortIf[name] !== undefined);
  return metric && { metric, comparison: abortIf[metric]!, forMs: abortIf.for };
}

export const ruleText = ({ metric, comparison, forMs }: Rule): string => `${metric} ${comparison.text}${forMs > 0 ? ` for ${forMs / 1000} s` : ''}`;

/** The state after a tick. A tick that cannot say the metric neither begins nor ends a breach: blindness judges it. */
export function afterTick(sli: Sli, state: RuleState, tick: SampleRecord, now: number): RuleState {
  const lastUsableAt = tick.g + tick.b > 0 ? now : state.lastUsableAt;
  const rule = ruleOf(sli);
  const value = rule && tickMetric(rule.metric, tick);
  if (!rule || value === null || value === undefined) return { ...state, lastUsableAt };
  const breaching = satisfies(value, rule.comparison);
  return { lastUsableAt, breachingSince: breaching ? (state.breachingSince ?? tick.i) : null };
}

/** Judged at every tick and in between: time alone can make a watch blind. */
export function breachOf(sli: Sli, state: RuleState, now: number): Breach | undefined {
  const rule = ruleOf(sli);
  if (!rule) return undefined;
  const { breachingSince, lastUsableAt } = state;
  if (breachingSince !== null && now - breachingSince >= rule.forMs) {
    return { sli: sli.name, kind: 'threshold', at: now, since: breachingSince, text: `${sli.name}: ${ruleText(rule)}` };
  }
  if (now - lastUsableAt <= sli.blindAfter) return undefined;
  const text = `${sli.name}: blind, no usable sample for ${((now - lastUsableAt) / 1000).toFixed(1)} s (blindAfter ${sli.blindAfter / 1000} s)`;
  return { sli: sli.name, kind: 'blind', at: now, since: lastUsableAt, text };
}
