import Table from 'cli-table3';
import type { Figure } from './figure.ts';

export function tableOf(figures: readonly Figure[]): string {
  const table = new Table({
    head: ['figure', 'measured', 'target', 'worst', 'samples', ''],
    style: { head: [], border: [] },
  });
  for (const { name, unit, by, measured, target, worst, samples, passed, problem } of figures) {
    const verdict = passed ? 'PASS' : `FAIL${problem === undefined ? '' : `: ${problem}`}`;
    table.push([
      `${name}, ${by}`,
      `${rounded(measured)} ${unit}`,
      `≤ ${target} ${unit}`,
      worst === null ? '' : rounded(worst),
      samples,
      verdict,
    ]);
  }
  return table.toString();
}

const rounded = (value: number): string => String(Math.round(value * 10) / 10);
