import { exitCodeOf } from '../../../experiments/definition/exit-code.ts';
import type { Report } from '../../../experiments/definition/report.ts';

/** Readers check this before anything else; a change that breaks them gets a new number. */
export const REPORT_FORMAT = 'gameday/report/v1';

/** For machines: the whole model, and the exit code that goes with the verdict. Equal reports give equal text. */
export function renderJson(report: Report): string {
  const { generatedAt, tool, outcome, next, curves, measurementsLost, plan } = report;
  const document = {
    report: REPORT_FORMAT,
    exitCode: exitCodeOf(outcome.verdict),
    generatedAt,
    tool,
    outcome,
    next,
    curves,
    measurementsLost,
    plan,
  };
  return `${JSON.stringify(document, sortedKeys, 2)}\n`;
}

/** Below the top level the order of keys says nothing, so it is the alphabet's. */
function sortedKeys(key: string, value: unknown): unknown {
  if (key === '' || value === null || typeof value !== 'object' || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1)));
}
