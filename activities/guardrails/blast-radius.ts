import type { BlastRadius } from '../../experiments/definition/guardrails/blast-radius.ts';
import type { CheckResult } from '../../experiments/definition/outcome.ts';
import { durationText } from './duration-text.ts';
import type { Guardrail, Intent } from './guardrail.ts';

export const blastRadius: Guardrail<'blast-radius'> = {
  kind: 'blast-radius',
  async check({ settings, intent }) {
    const findings = [...targets(settings, intent), ...shares(settings, intent), ...duration(settings, intent)];
    return { name: 'blast-radius', ...worst(findings) };
  },
};

type Finding = Omit<CheckResult, 'name'>;

function targets({ maxTargets }: BlastRadius, { targetsSoFar }: Intent): readonly Finding[] {
  if (maxTargets === undefined) return [];
  const seen = `${targetsSoFar} target${targetsSoFar === 1 ? '' : 's'}`;
  return [within(targetsSoFar <= maxTargets, seen, `maxTargets is ${maxTargets}`)];
}

/** Before the targets are resolved there is nothing to count; the check is made again once they are. */
function shares({ maxPercent }: BlastRadius, { targets: resolved }: Intent): readonly Finding[] {
  if (maxPercent === undefined) return [];
  if (resolved.length === 0) return [{ result: 'met', detail: 'no target is chosen yet' }];
  return resolved.map(({ taken, matched, skipped }) => {
    if (skipped !== undefined) return { result: 'met', detail: 'nothing matches, nothing is taken' };
    const seen = `${taken.length} of ${matched} that match`;
    if (matched < 1) return { result: 'unknown', detail: `${seen}: a share of nothing cannot be told` };
    const percent = (100 * taken.length) / matched;
    return within(percent <= maxPercent, `${seen} (${Math.round(percent)}%)`, `maxPercent is ${maxPercent}`);
  });
}

function duration({ maxDuration }: BlastRadius, { longestMs }: Intent): readonly Finding[] {
  if (maxDuration === undefined) return [];
  const seen = `it can take up to ${durationText(longestMs)}`;
  return [within(longestMs <= maxDuration, seen, `maxDuration is ${durationText(maxDuration)}`)];
}

function within(isWithin: boolean, seen: string, limit: string): Finding {
  return isWithin ? { result: 'met', detail: seen } : { result: 'not met', detail: `${seen}, but ${limit}` };
}

function worst(findings: readonly Finding[]): Finding {
  for (const result of ['not met', 'unknown', 'met'] as const) {
    const same = findings.filter((one) => one.result === result);
    if (same.length > 0) return { result, detail: same.map(({ detail }) => detail).join('; ') };
  }
  return { result: 'met', detail: 'no limit is set' };
}
