import type { Report } from '../../../experiments/definition/report.ts';
import { nextSteps } from './next/next-steps.ts';

/** Leave out the curves that could not be read, and say why in `measurementsLost`. */
export type ReportInput = Omit<Report, 'next'>;

/** The model behind all three renderings. Pure. */
export function buildReport(input: ReportInput): Report {
  return { ...input, next: nextSteps(input) };
}
