import type { CheckResult } from '../../../experiments/definition/outcome.ts';

export type Finding = Omit<CheckResult, 'name'>;

/** The worst decides, and says all of its kind; what is met is said in one sentence. */
export function verdictOf(name: string, findings: readonly Finding[], nothing: string): CheckResult {
  for (const result of ['not met', 'unknown', 'met'] as const) {
    const same = [...new Set(findings.filter((one) => one.result === result).map(({ detail }) => detail))];
    if (same.length > 0) return { name, result, detail: same.join('; ') };
  }
  return { name, result: 'met', detail: nothing };
}
