import { perform } from './activity-options.ts';
import type { ReportRequest, ReportText } from './questions.ts';

/** Fetches a report from the store of the worker, so that no shared disk is needed. */
export async function readReport(request: ReportRequest): Promise<ReportText> {
  return perform('look', 'readReport', `${request.format} report of ${request.gameDayId}`, request);
}
