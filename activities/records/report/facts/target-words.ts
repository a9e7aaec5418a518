import type { PlannedExperiment } from '../../../../experiments/definition/plan.ts';
import type { TargetMode, TargetSpec } from '../../../../experiments/definition/targets/index.ts';

/** How the plan chose its targets: `process (one): port: 7001, where: …`. */
export function targetWords(planned: PlannedExperiment | undefined): readonly string[] {
  if (planned === undefined) return [];
  const specs = planned.groups.flatMap((group) => group.faults.map((fault) => wordsOf(fault.target)));
  return [...new Set(specs)];
}

function wordsOf({ kind, mode, settings }: TargetSpec): string {
  const parts = Object.entries(settings)
    .filter(([, value]) => value !== undefined)
    .map(
      ([key, value]) =>
        `${key}: ${typeof value === 'string' || typeof value === 'number' ? value : JSON.stringify(value)}`,
    );
  return `${kind} (${modeWords(mode)}): ${parts.join(', ')}`;
}

function modeWords(mode: TargetMode): string {
  if (typeof mode === 'string') return mode;
  if ('fixed' in mode) return `${mode.fixed} of them`;
  return 'percent' in mode ? `${mode.percent} % of them` : `at random, up to ${mode.randomMaxPercent} % of them`;
}
