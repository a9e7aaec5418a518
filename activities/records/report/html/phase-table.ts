import type { Phase, PhaseStats, SliResult } from '../../../../experiments/definition/outcome.ts';
import { duration } from '../format/duration.ts';
import { count, plain, ratio } from '../format/number.ts';
import { html, type Markup } from './markup.ts';
import { table, type Column } from './table.ts';

interface Row extends PhaseStats {
  readonly phase: Phase;
}
const PHASES: readonly Phase[] = ['baseline', 'fault', 'recovery'];

const SAMPLES: readonly Column<Row>[] = [
  { head: 'Phase', cell: ({ phase }) => phase },
  { head: 'Samples', cell: ({ samples }) => count(samples), number: true },
  { head: 'Failed', cell: ({ bad }) => count(bad), number: true },
  { head: 'Unknown', cell: ({ unknown }) => count(unknown), number: true },
  { head: 'Error ratio', cell: ({ errorRatio }) => ratio(errorRatio), number: true },
];
const LATENCIES: readonly Column<Row>[] = [
  { head: 'p50', cell: ({ p50 }) => duration(p50), number: true },
  { head: 'p90', cell: ({ p90 }) => duration(p90), number: true },
  { head: 'p99', cell: ({ p99 }) => duration(p99), number: true },
  { head: 'Max', cell: ({ max }) => duration(max), number: true },
];
const VALUES: readonly Column<Row>[] = [
  { head: 'Lowest value', cell: ({ valueMin }) => plain(valueMin), number: true },
  { head: 'Mean value', cell: ({ valueMean }) => plain(valueMean), number: true },
  { head: 'Highest value', cell: ({ valueMax }) => plain(valueMax), number: true },
];

export function phaseTable({ phases }: SliResult): Markup {
  const rows = PHASES.map((phase) => ({ phase, ...phases[phase] }));
  if (rows.every(({ samples }) => samples === 0)) return html`<p class="none">Nothing was sampled.</p>`;
  const latencies = rows.some(({ max, p50 }) => max !== null || p50 !== null) ? LATENCIES : [];
  const values = rows.some(({ valueMean }) => valueMean !== null) ? VALUES : [];
  return table('numbers', 'Before, during and after the fault', [...SAMPLES, ...latencies, ...values], rows);
}
