import type { DoctorFinding } from '../../experiments/definition/doctor.ts';
import { bad, bold, dim, good, type Line, type Style, warn, whole } from './line.ts';

const MARKS = { ok: good('ok     '), warning: warn('warning'), problem: bad('problem') } as const;

/** One line for each check, and what to do below those that need it. Nothing is cut: it is copied from. */
export function doctorText(findings: readonly DoctorFinding[], style: Style): string {
  return findings
    .flatMap(linesOf)
    .map((line) => whole(line, style))
    .join('\n');
}

export function doctorSummary(findings: readonly DoctorFinding[]): string {
  const count = (state: DoctorFinding['state']) => findings.filter((one) => one.state === state).length;
  const [problems, warnings] = [count('problem'), count('warning')];
  if (problems === 0 && warnings === 0) return `All ${findings.length} checks are fine.`;
  return `${words(problems, 'problem')}, ${words(warnings, 'warning')}, ${words(count('ok'), 'check')} fine.`;
}

function linesOf({ check, state, seen, fix }: DoctorFinding): readonly Line[] {
  const next = (fix ?? '').split('\n').filter((line) => line !== '');
  return [
    [MARKS[state], '  ', bold(check), `: ${seen}`],
    ...next.map((line, at): Line => ['         ', dim(at === 0 ? 'next  ' : '      '), line]),
  ];
}

const words = (number: number, word: string): string => `${number} ${word}${number === 1 ? '' : 's'}`;
